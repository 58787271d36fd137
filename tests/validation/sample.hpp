// Numbers per path over many paths: moments of all, order statistics of those that ask for them.
// Values are kept where they fit; beyond that only the values near the wanted order statistics are, found by a pilot.
#ifndef SFL_TESTS_VALIDATION_SAMPLE_HPP
#define SFL_TESTS_VALIDATION_SAMPLE_HPP

#include "tests/validation/probe.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace validation
{

// Count, mean, sum of squared deviations, least and greatest; merged in a fixed order.
struct Moments {
    uint64_t n    = 0;
    double   mean = 0.0, squares = 0.0, least = 0.0, greatest = 0.0;
    bool     has_nan = false;

    void   add(double value);
    void   merge(const Moments &other);
    double sd() const; // n − 1
    double se() const;
};

// Of two numbers per path.
struct CoMoments {
    uint64_t n      = 0;
    double   mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;

    void   add(double x, double y);
    void   merge(const CoMoments &other);
    double correlation() const;
};

// The part of a sorted sample around one order statistic: counts and sums of what lies outside.
struct Slice {
    uint64_t            n_below = 0, n_above = 0;
    double              sum_above = 0.0;
    std::vector<double> inside; // sorted

    uint64_t n() const
    {
        return n_below + inside.size() + n_above;
    }
    // Order statistic number ⌈p n⌉; ±infinity where it lies outside.
    double quantile(double p) const;
    // Mean of the worst n (1 − alpha), the boundary one by its fraction; NaN where the boundary lies outside.
    double cvar(double alpha) const;
};

class Sample
{
  public:
    explicit Sample(const Subject &subject) : subject_(subject) {}

    // Each returns the number of a column; call before run.
    size_t add(Probe probe);
    // The column's order statistics at this level are wanted.
    void   want_level(size_t column, double level);
    void   want_bins(size_t column, std::vector<double> edges);
    size_t want_correlation(size_t column_x, size_t column_y);

    // Paths 0 … n_paths − 1 of the scenario's own seed.
    void run(uint64_t n_paths, int32_t n_threads);

    uint64_t n_paths() const
    {
        return n_paths_;
    }
    const Moments &moments(size_t column) const
    {
        return columns_[column].moments;
    }
    const Slice                 &slice(size_t column, double level) const;
    const std::vector<uint64_t> &bins(size_t column) const
    {
        return columns_[column].bins;
    }
    const CoMoments &correlation(size_t pair) const
    {
        return pairs_[pair].moments;
    }

    // Values of a list of single paths, of a range of them, [column][path].
    std::vector<std::vector<double>> paths(const std::vector<uint64_t> &paths) const;
    std::vector<std::vector<double>> range(uint64_t first_path, uint64_t n_paths) const;

  private:
    struct Window {
        double level, low, high; // values in low … high are kept
        Slice  slice;
    };
    struct Column {
        Probe                 probe;
        std::vector<double>   levels;
        std::vector<Window>   windows; // one for all levels while everything is kept, then one per level
        std::vector<double>   edges;
        std::vector<uint64_t> bins;
        Moments               moments;
    };
    struct Pair {
        size_t    x, y;
        CoMoments moments;
    };
    // What one chunk of paths gives, merged in the order of chunks.
    struct Chunk {
        std::vector<Moments>   moments;
        std::vector<CoMoments> pairs;
    };
    struct Worker;

    void keep_everything();
    void narrow_windows();
    void reset();
    void merge(std::vector<Column> &local);
    void finish(const std::vector<Chunk> &chunks);
    void pass(uint64_t n_paths, int32_t n_threads);

    const Subject      &subject_;
    std::vector<Column> columns_;
    std::vector<Pair>   pairs_;
    uint64_t            n_paths_ = 0;
};

} // namespace validation

#endif
