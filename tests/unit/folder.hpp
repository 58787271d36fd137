// A folder of its own for a test, gone afterwards.
#ifndef SFL_TESTS_UNIT_FOLDER_HPP
#define SFL_TESTS_UNIT_FOLDER_HPP

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

class OwnFolder
{
  public:
    OwnFolder()
    {
        path_ = (std::filesystem::temp_directory_path() / "shortfall-XXXXXX").string();
        if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no folder can be made");
    }
    ~OwnFolder()
    {
        std::filesystem::remove_all(path_);
    }
    OwnFolder(const OwnFolder &)            = delete;
    OwnFolder &operator=(const OwnFolder &) = delete;

    std::string in(const std::string &name) const
    {
        return path_ + "/" + name;
    }

  private:
    std::string path_;
};

#endif
