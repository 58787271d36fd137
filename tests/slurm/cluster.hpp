// A Slurm of one node: munged, slurmctld and slurmd, with their key, settings, state and logs in a folder of their own, on free
// ports of 127.0.0.1. A Slurm that the machine itself may have is neither read nor touched. They are children of a keeper,
// who ends them and all that they have started once the cluster is gone, be it that the test was killed.
#ifndef SFL_TESTS_SLURM_CLUSTER_HPP
#define SFL_TESTS_SLURM_CLUSTER_HPP

#include "tests/unit/folder.hpp"

#include <string>
#include <sys/types.h>

struct Said {
    int         exit_code = -1;
    std::string text; // both streams
};

class Cluster
{
  public:
    Cluster();
    ~Cluster();
    Cluster(const Cluster &)            = delete;
    Cluster &operator=(const Cluster &) = delete;

    // Why there is none; empty where it is up.
    const std::string &missing() const
    {
        return missing_;
    }
    // A command of a shell, in this cluster; the program of this build is `shortfall` there.
    Said run(const std::string &command) const;
    // Waits until that command prints the text and nothing else; false where it does not in so many seconds.
    bool wait_for(const std::string &command, const std::string &text, double seconds) const;
    // Waits until no job is queued or runs.
    bool wait_until_idle(double seconds) const;
    // A file or folder of this test.
    std::string in(const std::string &name) const
    {
        return folder_.in(name);
    }
    // The daemons' last words.
    std::string logs() const;

  private:
    void start();

    OwnFolder   folder_;
    pid_t       keeper_ = 0;
    int         line_   = -1; // to the keeper; nothing is ever said, but it hears when nobody holds this end any more
    std::string missing_;
};

#endif
