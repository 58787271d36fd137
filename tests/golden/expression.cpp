#include "expression.h"

#include <cctype>
#include <stdexcept>
#include <vector>

namespace
{

using nlohmann::json;

[[noreturn]] void refuse(const std::string &what)
{
    throw std::runtime_error("expression: " + what);
}

std::vector<std::string> words_between(const std::string &text)
{
    std::vector<std::string> words{""};
    for (char c : text) {
        if (c == ',') {
            words.emplace_back();
        } else if (c != ' ' || !words.back().empty()) {
            words.back().push_back(c);
        }
    }
    return words;
}

bool is_number(const std::string &word)
{
    return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

bool has(const json &item, const char *member, const std::string &value)
{
    return item.contains(member) && item.at(member).is_string() && item.at(member) == value;
}

bool is_picked(const json &item, const std::vector<std::string> &words)
{
    if (words.size() == 1 && is_number(words[0])) {
        for (const char *member : {"month", "period", "year"}) {
            if (item.is_object() && item.contains(member)) return item.at(member) == std::stoi(words[0]);
        }
        return false;
    }
    if (words.size() == 1) return has(item, "name", words[0]) || has(item, "workload", words[0]);
    if (item.contains("money") && !has(item, "money", words.size() > 2 ? words[2] : "npv")) return false;
    return (has(item, "a", words[0]) && has(item, "b", words[1])) ||
           (has(item, "from", words[0]) && has(item, "to", words[1]));
}

const json &pick(const json &list, const std::string &text)
{
    std::vector<std::string> words = words_between(text);
    for (const json &item : list) {
        if (is_picked(item, words)) return item;
    }
    if (is_number(words[0]) && std::stoul(words[0]) < list.size()) return list.at(std::stoul(words[0]));
    refuse("nothing is [" + text + "]");
}

class Parser
{
  public:
    Parser(const std::string &text, const json &answer) : text_(text), answer_(answer) {}

    double whole()
    {
        double value = sum();
        if (peek() != '\0') refuse("not understood: " + text_.substr(at_));
        return value;
    }

  private:
    char peek()
    {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    bool take(char wanted)
    {
        if (peek() != wanted) return false;
        ++at_;
        return true;
    }

    double sum()
    {
        double value = product();
        for (;;) {
            if (take('+')) {
                value += product();
            } else if (take('-')) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    double product()
    {
        double value = factor();
        for (;;) {
            if (take('*')) {
                value *= factor();
            } else if (take('/')) {
                value /= factor();
            } else {
                return value;
            }
        }
    }

    double factor()
    {
        if (take('-')) return -factor();
        if (take('(')) {
            double value = sum();
            if (!take(')')) refuse(") is missing");
            return value;
        }
        if (isdigit(static_cast<unsigned char>(peek()))) {
            size_t n     = 0;
            double value = std::stod(text_.substr(at_), &n);
            at_ += n;
            return value;
        }
        return place();
    }

    std::string word()
    {
        size_t start = at_;
        while (at_ < text_.size() && (isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
            ++at_;
        return text_.substr(start, at_ - start);
    }

    double spend()
    {
        size_t      end = text_.find(']', at_);
        const json &npv = pick(answer_.at("architectures"), text_.substr(at_ + 1, end - at_ - 1)).at("npv");
        at_             = end + 1;
        return npv.at("ai").at("mean").get<double>() + npv.at("trueup").at("mean").get<double>();
    }

    double place()
    {
        peek();
        if (text_.compare(at_, 6, "spend[") == 0) {
            at_ += 5;
            return spend();
        }
        const json *value = &answer_;
        peek();
        do {
            std::string member = word();
            if (!value->is_object() || !value->contains(member)) refuse("no member " + member);
            value = &value->at(member);
            while (at_ < text_.size() && text_[at_] == '[') {
                size_t end = text_.find(']', at_);
                value      = &pick(*value, text_.substr(at_ + 1, end - at_ - 1));
                at_        = end + 1;
            }
        } while (at_ < text_.size() && text_[at_] == '.' && ++at_ > 0);
        if (!value->is_number()) refuse("no number in " + text_);
        return value->get<double>();
    }

    std::string text_;
    const json &answer_;
    size_t      at_ = 0;
};

} // namespace

double evaluate(const std::string &expression, const json &answer)
{
    return Parser(expression, answer).whole();
}
