#include "tests/validation/sample.hpp"

#include "host/run/observe.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace validation
{

namespace
{

constexpr double   infinity        = std::numeric_limits<double>::infinity();
constexpr uint64_t chunk_paths     = 4096;
constexpr uint64_t most_kept_paths = uint64_t(1) << 18;

// Walks blocks in order on the calling thread.
void observe(const Subject &subject, uint64_t first_path, uint64_t n_paths, sfl_observe_fn observer, void *context)
{
    sfl_observe_range range  = {first_path, n_paths, 1, nullptr};
    sfl_status        status = sfl_observe(subject.plan(), &range, observer, context, nullptr);
    if (status != SFL_OK) throw std::runtime_error(sfl_status_text(status));
}

// Calls the readers that are due in a month; the lanes of every column of a block.
struct Lanes {
    std::vector<std::vector<size_t>>                due; // [n_months + 1] columns
    std::vector<std::array<double, SFL_LANES>>      values;
    const std::function<const Probe &(size_t)>      probe;
    std::function<void(const sfl_block &, int32_t)> at_end; // the block is complete; how many lanes count

    void clear()
    {
        for (auto &lanes : values)
            lanes.fill(0.0);
    }

    static bool observe(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
    {
        Lanes &self = *static_cast<Lanes *>(context);
        for (size_t column : self.due[static_cast<size_t>(month)])
            self.probe(column).read(*block, month, self.values[column].data());
        if (static_cast<size_t>(month) + 1 == self.due.size()) {
            self.at_end(*block, n_lanes);
            self.clear();
        }
        return true;
    }
};

} // namespace

size_t Sample::add(Probe probe)
{
    columns_.push_back({std::move(probe), {}, {}, {}, {}, {}});
    return columns_.size() - 1;
}

void Sample::want_level(size_t column, double level)
{
    columns_[column].levels.push_back(level);
}

void Sample::want_bins(size_t column, std::vector<double> edges)
{
    columns_[column].bins.assign(edges.size() + 1, 0);
    columns_[column].edges = std::move(edges);
}

size_t Sample::want_correlation(size_t column_x, size_t column_y)
{
    pairs_.push_back({column_x, column_y, {}});
    return pairs_.size() - 1;
}

// One thread's part of a pass.
struct Sample::Worker {
    Sample             &sample;
    std::vector<Column> local; // windows and bins of this thread
    Chunk               chunk;
    Lanes               lanes;

    explicit Worker(Sample &owner)
        : sample(owner), local(owner.columns_),
          lanes{{}, {}, [&owner](size_t column) -> const Probe & { return owner.columns_[column].probe; }, {}}
    {
        lanes.due.resize(static_cast<size_t>(owner.subject_.plan()->n_months) + 1);
        lanes.values.resize(local.size());
        lanes.clear();
        for (size_t i = 0; i < local.size(); ++i) {
            const Probe &probe = owner.columns_[i].probe;
            for (int32_t month = probe.first_month; month <= probe.last_month; ++month)
                lanes.due[static_cast<size_t>(month)].push_back(i);
        }
        lanes.at_end = [this](const sfl_block &, int32_t n_lanes) {
            for (int32_t lane = 0; lane < n_lanes; ++lane)
                take(static_cast<size_t>(lane));
        };
    }

    void begin_chunk()
    {
        chunk.moments.assign(local.size(), {});
        chunk.pairs.assign(sample.pairs_.size(), {});
    }

    void take(size_t lane)
    {
        for (size_t i = 0; i < local.size(); ++i) {
            double value = lanes.values[i][lane];
            if (sample.columns_[i].probe.may_be_missing && std::isnan(value)) continue;
            chunk.moments[i].add(value);
            take_bins(local[i], value);
            for (Window &window : local[i].windows)
                take_window(window, value);
        }
        for (size_t i = 0; i < sample.pairs_.size(); ++i)
            chunk.pairs[i].add(lanes.values[sample.pairs_[i].x][lane], lanes.values[sample.pairs_[i].y][lane]);
    }

    static void take_bins(Column &column, double value)
    {
        if (column.edges.empty()) return;
        size_t bin = static_cast<size_t>(std::upper_bound(column.edges.begin(), column.edges.end(), value) -
                                         column.edges.begin());
        column.bins[bin] += 1;
    }

    static void take_window(Window &window, double value)
    {
        if (value > window.high) {
            window.slice.n_above += 1;
            window.slice.sum_above += value;
        } else if (value < window.low) {
            window.slice.n_below += 1;
        } else {
            window.slice.inside.push_back(value);
        }
    }
};

void Sample::keep_everything()
{
    for (Column &column : columns_) {
        column.windows.clear();
        if (!column.levels.empty()) column.windows.push_back({0.0, -infinity, infinity, {}});
    }
}

// From a pilot: 12 standard errors of the pilot's rank to either side, so that the order statistic lies inside.
void Sample::narrow_windows()
{
    for (Column &column : columns_) {
        if (column.levels.empty()) continue;
        const std::vector<double> sorted = std::move(column.windows.front().slice.inside);
        column.windows.clear();
        double n = static_cast<double>(sorted.size());
        for (double level : column.levels) {
            double reach = 12.0 * std::sqrt(n * level * (1.0 - level)) + 12.0;
            double low = n * level - reach, high = n * level + reach;
            column.windows.push_back({level,
                                      low < 0.0 ? -infinity : sorted[static_cast<size_t>(low)],
                                      high >= n ? infinity : sorted[static_cast<size_t>(high)],
                                      {}});
        }
    }
}

void Sample::run(uint64_t n_paths, int32_t n_threads)
{
    keep_everything();
    pass(std::min(n_paths, most_kept_paths), n_threads);
    if (n_paths <= most_kept_paths) return;
    narrow_windows();
    pass(n_paths, n_threads);
}

// Everything that an earlier pass found is forgotten.
void Sample::reset()
{
    for (Column &column : columns_) {
        column.moments = {};
        column.bins.assign(column.edges.empty() ? 0 : column.edges.size() + 1, 0);
        for (Window &window : column.windows)
            window.slice = {};
    }
    for (Pair &pair : pairs_)
        pair.moments = {};
}

// Counts and windows of one thread; the order of threads does not matter to them.
void Sample::merge(std::vector<Column> &local)
{
    for (size_t c = 0; c < columns_.size(); ++c) {
        for (size_t b = 0; b < columns_[c].bins.size(); ++b)
            columns_[c].bins[b] += local[c].bins[b];
        for (size_t w = 0; w < columns_[c].windows.size(); ++w) {
            Slice &into = columns_[c].windows[w].slice, &from = local[c].windows[w].slice;
            into.n_below += from.n_below;
            into.n_above += from.n_above;
            into.sum_above += from.sum_above;
            into.inside.insert(into.inside.end(), from.inside.begin(), from.inside.end());
            from.inside = {};
        }
    }
}

// Moments in the order of chunks, windows sorted.
void Sample::finish(const std::vector<Chunk> &chunks)
{
    for (const Chunk &chunk : chunks) {
        for (size_t c = 0; c < columns_.size(); ++c)
            columns_[c].moments.merge(chunk.moments[c]);
        for (size_t p = 0; p < pairs_.size(); ++p)
            pairs_[p].moments.merge(chunk.pairs[p]);
    }
    for (Column &column : columns_) {
        for (Window &window : column.windows)
            std::sort(window.slice.inside.begin(), window.slice.inside.end());
    }
}

void Sample::pass(uint64_t n_paths, int32_t n_threads)
{
    reset();
    n_paths_                       = n_paths;
    uint64_t              n_chunks = (n_paths + chunk_paths - 1) / chunk_paths;
    std::vector<Chunk>    chunks(n_chunks);
    std::atomic<uint64_t> next{0};
    std::mutex            merging;
    auto                  work = [&] {
        Worker worker(*this);
        for (uint64_t chunk = next++; chunk < n_chunks; chunk = next++) {
            worker.begin_chunk();
            uint64_t first = chunk * chunk_paths;
            observe(subject_, first, std::min(n_paths - first, chunk_paths), Lanes::observe, &worker.lanes);
            chunks[chunk] = std::move(worker.chunk);
        }
        std::lock_guard<std::mutex> lock(merging);
        merge(worker.local);
    };
    std::vector<std::thread> threads;
    for (int32_t i = 1; i < n_threads; ++i)
        threads.emplace_back(work);
    work();
    for (std::thread &thread : threads)
        thread.join();
    finish(chunks);
}

const Slice &Sample::slice(size_t column, double level) const
{
    const std::vector<Window> &windows = columns_[column].windows;
    if (windows.size() == 1) return windows.front().slice;
    for (const Window &window : windows) {
        if (window.level == level) return window.slice;
    }
    throw std::logic_error("this level was not asked for");
}

std::vector<std::vector<double>> Sample::paths(const std::vector<uint64_t> &paths) const
{
    std::vector<std::vector<double>> values(columns_.size(), std::vector<double>(paths.size()));
    Worker                           worker(const_cast<Sample &>(*this));
    for (size_t i = 0; i < paths.size(); ++i) {
        worker.lanes.at_end = [&](const sfl_block &, int32_t) {
            for (size_t c = 0; c < columns_.size(); ++c)
                values[c][i] = worker.lanes.values[c][0];
        };
        observe(subject_, paths[i], 1, Lanes::observe, &worker.lanes);
    }
    return values;
}

std::vector<std::vector<double>> Sample::range(uint64_t first_path, uint64_t n_paths) const
{
    std::vector<std::vector<double>> values(columns_.size(), std::vector<double>(n_paths));
    Worker                           worker(const_cast<Sample &>(*this));
    worker.lanes.at_end = [&](const sfl_block &block, int32_t n_lanes) {
        for (size_t c = 0; c < columns_.size(); ++c)
            std::copy_n(worker.lanes.values[c].begin(), n_lanes,
                        values[c].begin() + static_cast<std::ptrdiff_t>(block.first_path - first_path));
    };
    observe(subject_, first_path, n_paths, Lanes::observe, &worker.lanes);
    return values;
}

} // namespace validation
