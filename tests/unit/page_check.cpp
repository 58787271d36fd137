// See page_check.hpp.
#include "page_check.hpp"

#include <cctype>
#include <regex>
#include <set>

std::vector<std::string> page_contents(const std::string &page, const std::string &element)
{
    std::vector<std::string> contents;
    size_t                   at = 0;
    while ((at = page.find("<" + element, at)) != std::string::npos) {
        char next = page[at + element.size() + 1];
        at        = page.find('>', at) + 1;
        if (next != '>' && next != ' ') continue;
        size_t end = page.find("</" + element + ">", at);
        if (end == std::string::npos) break;
        contents.push_back(page.substr(at, end - at));
        at = end;
    }
    return contents;
}

std::vector<std::string> page_values(const std::string &page, const std::string &attribute)
{
    std::vector<std::string> values;
    const std::regex         pattern("<[a-z](?:[^<>\"]|\"[^\"]*\")* " + attribute + "=(?:\"([^\"]*)\"|([^\\s\"<>]+))");
    for (std::sregex_iterator i(page.begin(), page.end(), pattern), end; i != end; ++i)
        values.push_back((*i)[1].matched ? (*i)[1].str() : (*i)[2].str());
    return values;
}

namespace
{

const std::set<std::string> without_content  = {"meta", "br", "!DOCTYPE"};
const std::set<std::string> closed_by_others = {"tr", "td", "th", "thead", "tbody", "dt", "dd"};

// Takes the element from the stack, with those inside that need no end tag of their own.
bool close(std::vector<std::string> &open, const std::string &name)
{
    while (!open.empty() && open.back() != name && closed_by_others.count(open.back()) != 0)
        open.pop_back();
    if (open.empty() || open.back() != name) return false;
    open.pop_back();
    return true;
}

// From the '<' to behind the '>'; a '>' may stand between quotes.
size_t end_of_tag(const std::string &page, size_t at)
{
    bool is_quoted = false;
    for (; at < page.size(); ++at) {
        if (page[at] == '"') is_quoted = !is_quoted;
        if (page[at] == '>' && !is_quoted) return at + 1;
        if (page[at] == '<' && is_quoted) return std::string::npos;
    }
    return std::string::npos;
}

std::string name_of(const std::string &tag)
{
    size_t begin = tag[1] == '/' ? 2 : 1, end = begin;
    while (end < tag.size() && (std::isalnum(static_cast<unsigned char>(tag[end])) != 0 || tag[end] == '!'))
        ++end;
    return tag.substr(begin, end - begin);
}

bool is_whole_entity(const std::string &page, size_t at)
{
    static const std::regex entity("^&(amp|lt|gt|quot|#39);");
    return std::regex_search(page.substr(at, 8), entity);
}

} // namespace

std::string page_fault(const std::string &page)
{
    std::vector<std::string> open;
    for (size_t at = 0; at < page.size();) {
        if (page[at] == '&' && !is_whole_entity(page, at)) return "an '&' by itself: " + page.substr(at, 40);
        if (page[at] == '>') return "a '>' by itself before " + page.substr(at, 40);
        if (page[at] != '<') {
            ++at;
            continue;
        }
        size_t end = end_of_tag(page, at);
        if (end == std::string::npos) return "a tag without end: " + page.substr(at, 40);
        const std::string tag = page.substr(at, end - at), name = name_of(tag);
        at = end;
        if (tag[1] == '/') {
            if (!close(open, name)) return tag + " closes " + (open.empty() ? "nothing" : open.back());
            continue;
        }
        if (without_content.count(name) != 0 || tag[tag.size() - 2] == '/') continue;
        open.push_back(name);
        if (name != "script" && name != "style") continue;
        at = page.find("</" + name + ">", at);
        if (at == std::string::npos) return name + " without end";
    }
    return open.empty() ? "" : open.back() + " is left open";
}
