// Relations of a run that is cut into shares, kept in files, put together and gone on with.
#include "tests/validation/relation_kit.hpp"

#include "host/base/diag.h"
#include "host/study/study.h"
#include "tests/unit/folder.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace validation
{

namespace
{

struct FreePiece {
    void operator()(sfl_piece *piece) const
    {
        sfl_piece_free(&piece);
    }
};
using Piece = std::unique_ptr<sfl_piece, FreePiece>;

// A run of a scenario that can be walked in pieces. Throws std::runtime_error where the library refuses.
class CutRun
{
  public:
    CutRun(const json &scenario, uint64_t n_paths, int32_t n_threads) : subject_(scenario), text_(subject_.dumped()), diag_(sfl_diag_build())
    {
        plans_[0]              = subject_.plan();
        options_.run.n_paths   = n_paths;
        options_.run.n_threads = n_threads;
        inputs_.scenario       = subject_.scenario();
        inputs_.text           = text_.c_str();
    }
    CutRun(const CutRun &)            = delete;
    CutRun &operator=(const CutRun &) = delete;

    Piece piece()
    {
        sfl_piece_point   point;
        sfl_piece_request request = sfl_study_request(plans_[0], &options_, &inputs_, &point);
        return Piece(sfl_piece_build(&request, plans_));
    }
    // The answer of one run, JSON without `run`.
    json whole()
    {
        sfl_summary *summary = nullptr;
        need(sfl_study(plans_[0], &options_, &inputs_, &summary, diag_.get()));
        return take(summary);
    }
    void write_range(sfl_range range, const std::string &file)
    {
        Piece    walked = piece();
        sfl_walk walk;
        need(sfl_walk_begin(&walk, walked.get(), &options_.run, nullptr, nullptr, diag_.get()));
        sfl_status status = sfl_walk_range(&walk, range, diag_.get());
        sfl_walk_release(&walk);
        need(status);
        need(sfl_piece_write(walked.get(), file.c_str(), diag_.get()));
    }
    json merged(const std::vector<std::string> &files)
    {
        Piece        all     = piece();
        sfl_summary *summary = nullptr;
        for (const std::string &file : files)
            load(all.get(), file);
        need(sfl_study_report(all.get(), 0, &inputs_, &summary, diag_.get()));
        return take(summary);
    }
    // Goes on with what the file holds, from nothing where there is none, and keeps it there.
    json go_on(const std::string &file)
    {
        Piece            held    = piece();
        sfl_piece       *raw     = nullptr;
        const sfl_keeper keeper  = {file.c_str(), 0.1};
        sfl_plan        *against = nullptr;
        sfl_summary     *summary = nullptr;
        if (std::filesystem::exists(file)) load(held.get(), file);
        raw               = held.release();
        sfl_status status = sfl_study_piece(&raw, &options_, &inputs_, &keeper, nullptr, &against, &summary, diag_.get());
        held.reset(raw);
        Owned<sfl_plan> owned(against);
        need(status);
        return take(summary);
    }

  private:
    void need(sfl_status status) const
    {
        if (status == SFL_OK) return;
        const bool is_said = sfl_diag_count(diag_.get()) > 0;
        throw std::runtime_error(is_said ? sfl_diag_line(diag_.get(), 0) : sfl_status_text(status));
    }
    void load(sfl_piece *into, const std::string &file)
    {
        sfl_piece_file *opened = nullptr;
        need(sfl_piece_open(file.c_str(), &opened, diag_.get()));
        sfl_status status = sfl_piece_load(opened, into, diag_.get());
        sfl_piece_close(&opened);
        need(status);
    }
    json take(sfl_summary *summary) const
    {
        Owned<sfl_summary> owned(summary);
        json               answer = json_of(summary);
        answer.erase("run");
        return answer;
    }

    Subject            subject_;
    std::string        text_;
    Owned<sfl_diag>    diag_;
    const sfl_plan    *plans_[1] = {};
    sfl_study_options  options_  = {};
    sfl_summary_inputs inputs_   = {};
};

// Scenarios of the case file, and each way of sampling.
struct Row {
    const char *id, *sampling;
};
constexpr Row rows[] = {{"P-PTH-2", "random"}, {"P-PTH-3", "antithetic"}, {"P-PTH-4", "sobol"}, {"P-PTH-5", "random"},
                        {"P-E2E-1", "sobol"},  {"P-E2E-1", "random"},     {"P-CON-8", "antithetic"}};

json scenario_of(const Row &row)
{
    json scenario                      = base(row.id);
    scenario["simulation"]["sampling"] = row.sampling;
    return scenario;
}

// All orders of up to three files; of more backwards and by turns from both ends.
std::vector<std::vector<std::string>> orders_of(std::vector<std::string> files)
{
    std::vector<std::vector<std::string>> orders;
    std::sort(files.begin(), files.end());
    if (files.size() <= 3) {
        do
            orders.push_back(files);
        while (std::next_permutation(files.begin(), files.end()));
        return orders;
    }
    orders.emplace_back(files.rbegin(), files.rend());
    std::vector<std::string> turns;
    for (size_t i = 0; i < files.size(); ++i)
        turns.push_back(i % 2 == 0 ? files[i / 2] : files[files.size() - 1 - i / 2]);
    orders.push_back(turns);
    return orders;
}

constexpr uint64_t n_cut_paths = 5000;

std::vector<sfl_range> shares_of(uint32_t n)
{
    std::vector<sfl_range> shares;
    for (uint32_t i = 1; i <= n; ++i)
        shares.push_back(sfl_piece_share(n_cut_paths, i, n));
    return shares;
}

} // namespace

void shards(Look &look, int32_t n_threads)
{
    const std::vector<sfl_range> uneven = {{0, 64}, {64, 2880}, {2944, n_cut_paths - 2944}};
    for (const Row &row : rows) {
        look.on(std::string(row.id) + " " + row.sampling);
        CutRun     run(scenario_of(row), n_cut_paths, n_threads);
        const json whole = run.whole();
        for (const std::vector<sfl_range> &cut : {shares_of(2), shares_of(3), shares_of(16), uneven}) {
            const OwnFolder          folder;
            std::vector<std::string> files;
            for (const sfl_range &range : cut) {
                files.push_back(folder.in(std::to_string(100 + files.size())));
                run.write_range(range, files.back());
            }
            for (const std::vector<std::string> &order : orders_of(files))
                look.want_equal(whole, run.merged(order), std::to_string(cut.size()) + " shards, first " + order[0]);
        }
    }
}

namespace
{

constexpr int      n_kills        = 50;
constexpr uint64_t n_killed_paths = 36000;

// Goes on in a process of its own, which is killed after so many seconds. Did it end before?
bool ends_before(CutRun &run, const std::string &file, double seconds)
{
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process can be made");
    if (child == 0) {
        try {
            run.go_on(file);
        } catch (...) {
            _exit(1);
        }
        _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0) throw std::runtime_error("a run that goes on fails");
    return WIFEXITED(status);
}

} // namespace

void resume(Look &look, int32_t n_threads)
{
    const size_t n_rows = std::size(rows);
    std::mt19937 generator(50);
    for (size_t i = 0; i < n_rows; ++i) {
        look.on(std::string(rows[i].id) + " " + rows[i].sampling);
        CutRun          run(scenario_of(rows[i]), n_killed_paths, n_threads);
        const OwnFolder folder;
        const auto      begin = std::chrono::steady_clock::now();
        const json      whole = run.go_on(folder.in("whole"));
        const double    usual = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        look.want_equal(whole, run.whole(), "kept");
        const int n_here = n_kills / static_cast<int>(n_rows) + (i < n_kills % n_rows ? 1 : 0);
        int       n_hit  = 0;
        for (int turn = 0; n_hit < n_here && turn < 10 * n_kills; ++turn) {
            const std::string file = folder.in(std::to_string(turn));
            for (size_t n = 1 + generator() % 2; n > 0; --n)
                n_hit += ends_before(run, file, usual * static_cast<double>(generator()) / 4294967296.0) ? 0 : 1;
            look.want_equal(whole, run.go_on(file), "kill " + std::to_string(turn));
            std::filesystem::remove(file);
        }
        look.want(n_hit >= n_here, "runs end before they are killed");
    }
}

} // namespace validation
