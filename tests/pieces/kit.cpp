#include "kit.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace kept
{

namespace fs = std::filesystem;

Words operator+(Words a, const Words &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::ostream &operator<<(std::ostream &stream, const Asked &asked)
{
    return stream << asked.name;
}

Asked asked_of(const std::string &stem, const std::string &sampling, const Words &how_many)
{
    return {sampling + "_" + stem,
            Words{SFL_SOURCE_DIR "/configs/" + stem + ".cfg", "-s", "simulation.sampling=\"" + sampling + "\""} + how_many};
}

std::vector<std::string> config_stems()
{
    std::vector<std::string> stems;
    for (const auto &entry : fs::directory_iterator(SFL_SOURCE_DIR "/configs")) {
        if (entry.path().extension() == ".cfg") stems.push_back(entry.path().stem().string());
    }
    std::sort(stems.begin(), stems.end());
    return stems;
}

void signal_group(pid_t leader, int signal_number)
{
    EXPECT_EQ(kill(-leader, signal_number), 0);
}

Finished Kept::run(const Words &words, int exit_code) const
{
    const Finished finished = run_program(words);
    EXPECT_EQ(finished.exit_code, exit_code) << testing::PrintToString(words) << "\n" << finished.err;
    return finished;
}

std::string Kept::answer(const Words &words, int exit_code) const
{
    return parity::without_run(run(words + Words{"-q", "--json"}, exit_code).out);
}

std::string Kept::answer_in(const std::string &name) const
{
    return parity::without_run(read_text(in(name)));
}

Words Kept::write_shares(const Asked &of, int n, const std::string &name) const
{
    Words files;
    for (int i = 1; i <= n; ++i) {
        const std::string share = std::to_string(i) + "/" + std::to_string(n);
        files.push_back(in(name + "-" + std::to_string(i) + ".sfl"));
        run(Words{"run"} + of.words + Words{"--shard", share, "-o", files.back()});
    }
    return files;
}

std::string Kept::merged_answer(const Words &files) const
{
    const std::string whole = in("whole.sfl");
    run(Words{"merge"} + files + Words{"-o", whole});
    return answer({"report", whole});
}

} // namespace kept
