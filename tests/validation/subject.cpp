#include "tests/validation/subject.hpp"

#include "host/base/diag.h"

#include <cstdlib>
#include <stdexcept>

namespace validation
{

void Free::operator()(sfl_diag *diag) const
{
    sfl_diag_free(&diag);
}

namespace
{

void need(sfl_status status, sfl_diag *diag, const char *what)
{
    if (status == SFL_OK) return;
    std::string text = std::string(what) + ": " + sfl_status_text(status);
    for (size_t i = 0; i < sfl_diag_count(diag); ++i)
        text += std::string("\n    ") + sfl_diag_line(diag, i);
    throw std::runtime_error(text);
}

int32_t found(int32_t position, const char *what, const std::string &name)
{
    if (position < 0) throw std::runtime_error(std::string("the scenario has no ") + what + " " + name);
    return position;
}

} // namespace

Subject::Subject(const std::string &text)
{
    Owned<sfl_diag> diag(sfl_diag_build());
    sfl_scenario   *scenario = nullptr;
    sfl_status      status = sfl_scenario_read_text(text.c_str(), "case.cfg", nullptr, nullptr, &scenario, diag.get());
    scenario_.reset(scenario);
    need(status, diag.get(), "read");
    sfl_plan *plan = nullptr;
    status         = sfl_plan_build(scenario, &plan, diag.get());
    plan_.reset(plan);
    need(status, diag.get(), "plan");
}

Owned<sfl_tally> Subject::tally(uint64_t n_paths, Cut cut) const
{
    Owned<sfl_diag> diag(sfl_diag_build());
    sfl_run_options options = {};
    options.n_paths         = n_paths;
    options.n_threads       = cut.n_threads;
    options.chunk           = cut.chunk;
    options.first_path      = cut.first;
    sfl_tally       *tally  = nullptr;
    sfl_run_facts    facts  = {};
    sfl_status       status = sfl_run(plan(), &options, &tally, &facts, diag.get());
    Owned<sfl_tally> owned(tally);
    need(status, diag.get(), "run");
    return owned;
}

std::string Subject::dumped() const
{
    Owned<sfl_diag> diag(sfl_diag_build());
    char           *text   = nullptr;
    sfl_status      status = sfl_scenario_dump(scenario(), &text, diag.get());
    std::string     copy   = text == nullptr ? "" : text;
    std::free(text);
    need(status, diag.get(), "dump");
    return copy;
}

json json_of(const sfl_summary *summary)
{
    Owned<sfl_diag> diag(sfl_diag_build());
    char           *text    = nullptr;
    size_t          n_bytes = 0;
    FILE           *stream  = open_memstream(&text, &n_bytes);
    if (stream == nullptr) throw std::runtime_error("no memory for a report");
    sfl_status status = sfl_report_write(summary, "json", nullptr, stream, diag.get());
    std::fclose(stream);
    std::string written(text, n_bytes);
    std::free(text);
    need(status, diag.get(), "report");
    return json::parse(written);
}

json Subject::report(uint64_t n_paths, Cut cut) const
{
    Owned<sfl_diag> diag(sfl_diag_build());
    sfl_run_options options = {};
    options.n_paths         = n_paths;
    options.n_threads       = cut.n_threads;
    options.chunk           = cut.chunk;
    options.first_path      = cut.first;
    sfl_tally       *tally  = nullptr;
    sfl_run_facts    facts  = {};
    sfl_status       status = sfl_run(plan(), &options, &tally, &facts, diag.get());
    Owned<sfl_tally> owned_tally(tally);
    need(status, diag.get(), "run");
    sfl_summary       *summary = nullptr;
    std::string        dump    = dumped();
    sfl_summary_inputs inputs  = {};
    inputs.scenario            = scenario();
    inputs.plan                = plan();
    inputs.tally               = tally;
    inputs.text                = dump.c_str();
    inputs.facts               = &facts;
    status                     = sfl_summarise(&inputs, &summary, diag.get());
    Owned<sfl_summary> owned_summary(summary);
    need(status, diag.get(), "summarise");

    return json_of(summary);
}

json Subject::answer(uint64_t n_paths, Cut cut) const
{
    json report = this->report(n_paths, cut);
    report.erase("run");
    return report;
}

int32_t Subject::architecture(const std::string &name) const
{
    return found(sfl_scenario_find_architecture(scenario(), name.c_str()), "architecture", name);
}

int32_t Subject::contract(const std::string &name) const
{
    return found(sfl_scenario_find_contract(scenario(), name.c_str()), "contract", name);
}

int32_t Subject::channel(const std::string &name) const
{
    return found(sfl_scenario_find_channel(scenario(), name.c_str()), "channel", name);
}

int32_t Subject::workload(const std::string &name) const
{
    return found(sfl_scenario_find_workload(scenario(), name.c_str()), "workload", name);
}

int32_t Subject::driver(const std::string &name) const
{
    std::vector<sfl_driver_entry> entries(static_cast<size_t>(sfl_scenario_driver_count(scenario())));
    if (sfl_scenario_drivers(scenario(), entries.data()) != SFL_OK) throw std::runtime_error("no memory for drivers");
    for (size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].name == name) return static_cast<int32_t>(i);
    }
    return found(-1, "driver", name);
}

const sfl_plan_architecture &Subject::plan_architecture(int32_t architecture) const
{
    return SFL_AT(plan(), sfl_plan_architecture, plan()->architectures_at)[architecture];
}

const sfl_plan_account &Subject::account(int32_t architecture, int32_t contract) const
{
    const sfl_plan_architecture &owner    = plan_architecture(architecture);
    const sfl_plan_account      *accounts = SFL_AT(plan(), sfl_plan_account, owner.accounts_at);
    for (int32_t i = 0; i < owner.n_accounts; ++i) {
        if (accounts[i].contract == contract) return accounts[i];
    }
    throw std::runtime_error("the architecture does not have the contract in force");
}

const sfl_plan_use &Subject::use(int32_t architecture, int32_t channel) const
{
    const sfl_plan_architecture &owner = plan_architecture(architecture);
    const sfl_plan_use          *uses  = SFL_AT(plan(), sfl_plan_use, owner.uses_at);
    for (int32_t i = 0; i < owner.n_uses; ++i) {
        if (uses[i].channel == channel) return uses[i];
    }
    throw std::runtime_error("the architecture does not use the channel");
}

const sfl_plan_term *Subject::terms(int32_t contract) const
{
    const sfl_plan_contract &packed = SFL_AT(plan(), sfl_plan_contract, plan()->contracts_at)[contract];
    return SFL_AT(plan(), sfl_plan_term, packed.terms_at);
}

} // namespace validation
