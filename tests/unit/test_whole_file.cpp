// host/base/whole_file: a file is there whole or not at all, whichever call of the system fails. Linked with --wrap, so that the
// n-th call of each kind fails as it is told to.
#include "host/base/whole_file.h"
#include "tests/unit/folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace
{

// What is to fail: call number `nth` of a kind (0: the first), with an errno.
struct Failure {
    std::string kind;
    int         nth   = 0;
    int         error = 0;
};

Failure                    failure;
std::map<std::string, int> n_calls;
size_t                     write_most = SIZE_MAX; // bytes that a write takes
bool                       is_watched = false;

bool fails(const char *kind)
{
    if (!is_watched) return false;
    int number = n_calls[kind]++;
    if (failure.kind != kind || failure.nth != number) return false;
    errno = failure.error;
    return true;
}

} // namespace

extern "C" {
int     __real_open(const char *name, int flags, ...);
ssize_t __real_write(int descriptor, const void *bytes, size_t n_bytes);
int     __real_fsync(int descriptor);
int     __real_close(int descriptor);
int     __real_rename(const char *from, const char *to);

int __wrap_open(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails("open") ? -1 : __real_open(name, flags, mode);
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t n_bytes)
{
    return fails("write") ? -1 : __real_write(descriptor, bytes, std::min(n_bytes, is_watched ? write_most : SIZE_MAX));
}

int __wrap_fsync(int descriptor)
{
    return fails("fsync") ? -1 : __real_fsync(descriptor);
}

int __wrap_close(int descriptor)
{
    int  result  = __real_close(descriptor);
    bool is_told = fails("close"); // as on a network: closed, and not all of it has arrived
    return is_told ? -1 : result;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : __real_rename(from, to);
}
}

namespace
{

std::string contents_of(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

size_t n_files(const OwnFolder &folder)
{
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder.in("")), {}));
}

int write_watched(const std::string &file, const std::string &bytes, const Failure &told, size_t most = 100000)
{
    failure    = told;
    write_most = most;
    n_calls.clear();
    is_watched = true;
    int error  = sfl_whole_file_write(file.c_str(), bytes.data(), bytes.size());
    is_watched = false;
    return error;
}

const std::string before(1000, 'o'), after(300000, 'n');

} // namespace

TEST(WholeFile, IsOldOrNewWhicheverCallFails)
{
    for (bool is_there : {false, true}) {
        OwnFolder   folder;
        std::string file = folder.in("a");
        ASSERT_EQ(write_watched(file, after, {}), 0);
        std::map<std::string, int> calls = n_calls;
        EXPECT_EQ(calls["open"], 2); // the file, its folder
        EXPECT_EQ(calls["fsync"], 2);
        EXPECT_EQ(calls["write"], 3);
        EXPECT_EQ(calls["rename"], 1);
        int n_failed = 0;
        for (const auto &kind : calls) {
            for (int nth = 0; nth < kind.second; ++nth) {
                for (int error : {ENOSPC, EIO, EDQUOT}) {
                    std::filesystem::remove(file);
                    ASSERT_EQ(is_there ? write_watched(file, before, {}) : 0, 0);
                    Failure     told    = {kind.first, nth, error};
                    int         result  = write_watched(file, after, told);
                    std::string found   = contents_of(file);
                    bool        is_late = kind.first == "close" && nth > 0; // the folder's descriptor: nothing is lost
                    bool no_sync = kind.first == "open" && nth > 0; // a folder that cannot be opened is not synced
                    bool is_new  = is_late || no_sync || (kind.first == "fsync" && nth > 0);
                    EXPECT_EQ(result, is_late || no_sync ? 0 : error) << kind.first << " " << nth;
                    EXPECT_EQ(found, is_new ? after : is_there ? before : "") << kind.first << " " << nth;
                    EXPECT_EQ(n_files(folder), found.empty() ? 0u : 1u) << kind.first << " " << nth;
                    n_failed += result != 0;
                }
            }
        }
        EXPECT_EQ(n_failed, 3 * 8); // open, write and write and write, fsync twice, close, rename
    }
}

TEST(WholeFile, AFileSystemThatCannotSyncFoldersIsNoFailure)
{
    OwnFolder folder;
    for (int error : {EINVAL, ENOTSUP}) {
        EXPECT_EQ(write_watched(folder.in("a"), after, {"fsync", 1, error}), 0);
        EXPECT_EQ(contents_of(folder.in("a")), after);
    }
}

TEST(WholeFile, WritesThatFallShortOrAreInterruptedGoOn)
{
    OwnFolder folder;
    EXPECT_EQ(write_watched(folder.in("a"), before, {}, 7), 0);
    EXPECT_EQ(contents_of(folder.in("a")), before);
    EXPECT_EQ(n_calls["write"], 143); // 1000 bytes by 7
    EXPECT_EQ(write_watched(folder.in("a"), after, {"write", 1, EINTR}), 0);
    EXPECT_EQ(contents_of(folder.in("a")), after);
}

TEST(WholeFile, AnotherTemporaryNameIsTakenWhereOneIsThere)
{
    OwnFolder   folder;
    std::string taken = folder.in("a") + ".part-" + std::to_string(getpid()) + "-0";
    std::ofstream(taken) << "another's";
    EXPECT_EQ(write_watched(folder.in("a"), after, {}), 0);
    EXPECT_EQ(contents_of(taken), "another's");
    EXPECT_EQ(contents_of(folder.in("a")), after);
}

TEST(WholeFile, AFileKeepsItsModeAndALinkItsTarget)
{
    OwnFolder folder;
    ASSERT_EQ(write_watched(folder.in("target"), before, {}), 0);
    ASSERT_EQ(chmod(folder.in("target").c_str(), 0640), 0);
    ASSERT_EQ(symlink("target", folder.in("link").c_str()), 0);
    EXPECT_EQ(write_watched(folder.in("link"), after, {}), 0);
    EXPECT_TRUE(std::filesystem::is_symlink(folder.in("link")));
    EXPECT_EQ(contents_of(folder.in("target")), after);
    struct stat facts;
    ASSERT_EQ(stat(folder.in("target").c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 07777u, 0640u);
    EXPECT_EQ(n_files(folder), 2u);
}

TEST(WholeFile, WhatIsNoFileIsWrittenInPlace)
{
    EXPECT_EQ(write_watched("/dev/null", after, {}), 0);
    EXPECT_EQ(n_calls["rename"], 0);
    EXPECT_EQ(n_calls["fsync"], 0);
    EXPECT_EQ(write_watched("/dev/full", after, {}), ENOSPC);
    OwnFolder folder;
    EXPECT_EQ(write_watched(folder.in(""), after, {}), EISDIR);
    EXPECT_EQ(write_watched(folder.in("no/a"), after, {}), ENOENT);
}
