#include "cluster.hpp"

#include <algorithm>
#include <array>
#include <arpa/inet.h>
#include <chrono>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace
{

namespace fs = std::filesystem;
using Clock  = std::chrono::steady_clock;

void sleep_ms(int ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

template <typename Condition> bool wait_until(Condition condition, double seconds)
{
    auto until = Clock::now() + std::chrono::duration<double>(seconds);
    while (!condition()) {
        if (Clock::now() > until) return false;
        sleep_ms(50);
    }
    return true;
}

// Ports of 127.0.0.1 that nobody listens on now.
std::array<int, 2> free_ports()
{
    std::array<int, 2> ports{}, sockets{};
    for (size_t i = 0; i < ports.size(); ++i) {
        sockaddr_in address{};
        socklen_t   size        = sizeof(address);
        address.sin_family      = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockets[i]              = socket(AF_INET, SOCK_STREAM, 0);
        if (bind(sockets[i], reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            getsockname(sockets[i], reinterpret_cast<sockaddr *>(&address), &size) != 0)
            throw std::runtime_error("no free port");
        ports[i] = ntohs(address.sin_port);
    }
    for (int one : sockets)
        close(one);
    return ports;
}

// What a test that itself runs in a job of another Slurm has inherited from there.
void forget_other_slurm()
{
    std::vector<std::string> names;
    for (char **one = environ; *one != nullptr; ++one) {
        std::string name(*one, std::strcspn(*one, "="));
        for (const char *prefix :
             {"SLURM", "SBATCH_", "SRUN_", "SALLOC_", "SQUEUE_", "SCANCEL_", "SINFO_", "PMIX_", "OMPI_"})
            if (name.rfind(prefix, 0) == 0) names.push_back(name);
    }
    for (const std::string &name : names)
        unsetenv(name.c_str());
}

// More processors than the machine may have, and two cards that are none: only what Slurm does with them is used here.
std::string settings(const std::string &folder)
{
    std::array<int, 2> ports = free_ports();
    std::ostringstream text;
    text << "ClusterName=own\n"
         << "SlurmctldHost=localhost(127.0.0.1)\n"
         << "SlurmctldPort=" << ports[0] << "\n"
         << "SlurmdPort=" << ports[1] << "\n"
         << "CommunicationParameters=NoInAddrAny,NoCtldInAddrAny\n"
         << "SlurmUser=" << getuid() << "\n"
         << "SlurmdUser=" << getuid() << "\n"
         << "AuthType=auth/munge\n"
         << "CredType=cred/munge\n"
         << "AuthInfo=socket=" << folder << "/munge.socket\n"
         << "StateSaveLocation=" << folder << "/state\n"
         << "SlurmdSpoolDir=" << folder << "/spool\n"
         << "SlurmctldPidFile=" << folder << "/slurmctld.pid\n"
         << "SlurmdPidFile=" << folder << "/slurmd.pid\n"
         << "ProctrackType=proctrack/linuxproc\n"
         << "TaskPlugin=task/none\n"
         << "SwitchType=switch/none\n"
         << "ReturnToService=2\n"
         << "SchedulerType=sched/backfill\n"
         << "SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1\n"
         << "SelectType=select/cons_tres\n"
         << "SelectTypeParameters=CR_CPU\n"
         << "SlurmdParameters=config_overrides\n"
         << "KillWait=10\n"
         << "GresTypes=gpu\n"
         << "NodeName=localhost NodeAddr=127.0.0.1 CPUs=8 RealMemory=64000 Gres=gpu:2\n"
         << "PartitionName=all Nodes=ALL Default=YES MaxTime=UNLIMITED State=UP\n";
    return text.str();
}

std::string key()
{
    std::string   bytes(128, '\0');
    std::ifstream random("/dev/urandom", std::ios::binary);
    random.read(bytes.data(), 128);
    return bytes;
}

std::string last_lines(const std::string &file, size_t n)
{
    std::ifstream            stream(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    std::string text;
    for (size_t i = lines.size() - std::min(n, lines.size()); i < lines.size(); ++i)
        text += lines[i] + "\n";
    return text;
}

// ---- the keeper, a process of its own ----

pid_t start_one(const std::vector<std::string> &words, const std::string &log)
{
    std::vector<char *> arguments;
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t child = fork();
    if (child != 0) return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int out = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

std::vector<pid_t> start_daemons(const std::string &folder)
{
    std::vector<pid_t> daemons;
    daemons.push_back(start_one({"munged", "--foreground", "--num-threads=2", "--key-file=" + folder + "munge.key",
                                 "--socket=" + folder + "munge.socket", "--pid-file=" + folder + "munged.pid",
                                 "--log-file=" + folder + "munged.log", "--seed-file=" + folder + "munged.seed"},
                                folder + "munged.out"));
    wait_until([&] { return fs::exists(folder + "munge.socket"); }, 5.0);
    daemons.push_back(start_one({"slurmctld", "-D", "-f", folder + "slurm.conf"}, folder + "slurmctld.out"));
    daemons.push_back(
        start_one({"slurmd", "-D", "-f", folder + "slurm.conf", "-N", "localhost"}, folder + "slurmd.out"));
    return daemons;
}

void end(pid_t child)
{
    kill(child, SIGTERM);
    if (wait_until([&] { return waitpid(child, nullptr, WNOHANG) == child; }, 3.0)) return;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

// Children of this process now; all that its children have left behind is among them.
std::vector<pid_t> children()
{
    std::ifstream      stream("/proc/self/task/" + std::to_string(getpid()) + "/children");
    std::vector<pid_t> all;
    for (pid_t one; stream >> one;)
        all.push_back(one);
    return all;
}

[[noreturn]] void keep(const std::string &folder, int line)
{
    setsid(); // Ctrl-C is for the test
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    std::vector<pid_t> daemons = start_daemons(folder);
    char               nothing;
    while (read(line, &nothing, 1) < 0 && errno == EINTR)
        ;
    for (auto one = daemons.rbegin(); one != daemons.rend(); ++one)
        end(*one);
    for (std::vector<pid_t> rest = children(); !rest.empty(); rest = children())
        for (pid_t one : rest) {
            kill(one, SIGKILL);
            waitpid(one, nullptr, 0);
        }
    _exit(0);
}

} // namespace

Cluster::Cluster()
{
    for (const char *program : {"munged", "slurmctld", "slurmd", "sbatch"})
        if (std::system(("PATH=$PATH:/usr/sbin command -v " + std::string(program) + " >/dev/null").c_str()) != 0)
            missing_ += std::string(missing_.empty() ? "not here: " : ", ") + program;
    if (!missing_.empty()) return;
    start();
    if (!wait_until([&] { return run("sinfo -h -o %T").text == "idle\n"; }, 20.0))
        missing_ = "Slurm does not start here:\n" + logs();
}

Cluster::~Cluster()
{
    if (keeper_ <= 0) return;
    if (missing_.empty()) {
        run("scancel -u \"$(id -un)\"");
        wait_until_idle(5.0);
    }
    close(line_);
    waitpid(keeper_, nullptr, 0);
}

void Cluster::start()
{
    forget_other_slurm();
    fs::permissions(in(""), fs::perms(0711)); // munged wants its socket within reach of all
    for (const char *name : {"state", "spool"})
        fs::create_directory(in(name));
    std::ofstream(in("slurm.conf")) << settings(in("."));
    std::ofstream(in("gres.conf"))
        << "NodeName=localhost Name=gpu File=/dev/null\nNodeName=localhost Name=gpu File=/dev/zero\n";
    std::ofstream(in("munge.key"), std::ios::binary) << key();
    fs::permissions(in("munge.key"), fs::perms(0400));
    std::string path = fs::path(SFL_PROGRAM).parent_path().string() + ":" + std::getenv("PATH") + ":/usr/sbin";
    setenv("PATH", path.c_str(), 1);
    setenv("SLURM_CONF", in("slurm.conf").c_str(), 1);

    std::array<int, 2> line{};
    if (pipe2(line.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    keeper_ = fork();
    if (keeper_ == 0) {
        close(line[1]);
        keep(in(""), line[0]);
    }
    close(line[0]);
    line_ = line[1];
}

Said Cluster::run(const std::string &command) const
{
    std::ofstream(in(".command")) << command << "\n";
    FILE *pipe = popen(("cd / && timeout 60 sh '" + in(".command") + "' 2>&1 </dev/null").c_str(), "r");
    Said  said;
    std::array<char, 4096> piece{};
    for (size_t n; (n = fread(piece.data(), 1, piece.size(), pipe)) > 0;)
        said.text.append(piece.data(), n);
    int status     = pclose(pipe);
    said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return said;
}

bool Cluster::wait_for(const std::string &command, const std::string &text, double seconds) const
{
    return wait_until([&] { return run(command).text == text; }, seconds);
}

bool Cluster::wait_until_idle(double seconds) const
{
    return wait_for("squeue -h", "", seconds);
}

std::string Cluster::logs() const
{
    std::string text;
    for (const char *name : {"munged.out", "slurmctld.out", "slurmd.out"})
        text += "-- " + std::string(name) + "\n" + last_lines(in(name), 12);
    return text;
}
