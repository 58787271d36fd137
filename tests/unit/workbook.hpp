// A workbook taken apart: its parts, and the cells of its sheets. For tests of what shortfall writes and LibreOffice saves.
#ifndef SFL_TESTS_UNIT_WORKBOOK_HPP
#define SFL_TESTS_UNIT_WORKBOOK_HPP

#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
#include <zlib.h>

struct Cell {
    std::string type;    // of the file: "s" a text, "" or "n" a number, "str" a text that a formula gives, "e" an error
    std::string text;    // of texts and errors
    std::string formula; // without "="
    double      number = 0.0;
    bool        is_number() const
    {
        return type.empty() || type == "n";
    }
};

using Sheet = std::map<std::string, Cell>; // by "B7"

class Workbook
{
  public:
    explicit Workbook(const std::string &bytes)
    {
        unzip(bytes);
        for (const std::string &item : between(part("xl/sharedStrings.xml"), "<si>", "</si>"))
            texts_.push_back(text_of(item));
        const std::string &book   = part("xl/workbook.xml");
        int                number = 0;
        for (const std::string &sheet : between(book, "<sheet name=\"", "\""))
            sheets[plain(sheet)] = read(part("xl/worksheets/sheet" + std::to_string(++number) + ".xml"));
    }

    const std::string &part(const std::string &name) const
    {
        auto found = parts.find(name);
        if (found == parts.end()) throw std::runtime_error("the workbook has no part " + name);
        return found->second;
    }
    const Cell &cell(const std::string &sheet, const std::string &ref) const
    {
        static const Cell none;
        auto              found = sheets.at(sheet).find(ref);
        return found == sheets.at(sheet).end() ? none : found->second;
    }

    std::map<std::string, std::string> parts;
    std::map<std::string, Sheet>       sheets;

    // All pieces of a text between two marks.
    static std::vector<std::string> between(const std::string &text, const std::string &begin, const std::string &end)
    {
        std::vector<std::string> pieces;
        for (size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
            at += begin.size();
            size_t stop = text.find(end, at);
            pieces.push_back(text.substr(at, stop - at));
        }
        return pieces;
    }

  private:
    std::vector<std::string> texts_;

    static unsigned number_at(const std::string &bytes, size_t at, size_t n)
    {
        unsigned value = 0;
        for (size_t i = n; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
        return value;
    }

    static std::string inflated(const std::string &packed, size_t n_bytes)
    {
        std::string out(n_bytes, '\0');
        z_stream    stream = {};
        inflateInit2(&stream, -MAX_WBITS);
        stream.next_in   = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
        stream.avail_in  = static_cast<uInt>(packed.size());
        stream.next_out  = reinterpret_cast<Bytef *>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        int said         = inflate(&stream, Z_FINISH);
        inflateEnd(&stream);
        if (said != Z_STREAM_END) throw std::runtime_error("a part of the workbook cannot be unpacked");
        return out;
    }

    // By the directory at the end (APPNOTE.TXT 4.3), which has no comment behind it.
    void unzip(const std::string &bytes)
    {
        size_t end = bytes.size() - 22, entry = number_at(bytes, end + 16, 4);
        for (unsigned i = 0, n = number_at(bytes, end + 10, 2); i < n; ++i) {
            size_t      n_name = number_at(bytes, entry + 28, 2), local = number_at(bytes, entry + 42, 4);
            size_t      begin  = local + 30 + number_at(bytes, local + 26, 2) + number_at(bytes, local + 28, 2);
            std::string packed = bytes.substr(begin, number_at(bytes, entry + 20, 4));
            bool        is_raw = number_at(bytes, entry + 10, 2) == 0;
            parts[bytes.substr(entry + 46, n_name)] =
                is_raw ? packed : inflated(packed, number_at(bytes, entry + 24, 4));
            entry += 46 + n_name + number_at(bytes, entry + 30, 2) + number_at(bytes, entry + 32, 2);
        }
    }

    static void replace_all(std::string &text, const std::string &what, const std::string &with)
    {
        for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
            text.replace(at, what.size(), with);
    }

    static std::string plain(std::string text)
    {
        replace_all(text, "&lt;", "<");
        replace_all(text, "&gt;", ">");
        replace_all(text, "&quot;", "\"");
        replace_all(text, "&apos;", "'");
        replace_all(text, "&amp;", "&");
        replace_all(text, "_x005F_", "_");
        return text;
    }

    static std::string text_of(const std::string &item)
    {
        std::string text;
        for (const std::string &piece : between(item, "<t", "</t>"))
            text += piece.substr(piece.find('>') + 1);
        return plain(text);
    }

    static std::string attribute(const std::string &tag, const std::string &name)
    {
        std::vector<std::string> found = between(tag, " " + name + "=\"", "\"");
        return found.empty() ? "" : found[0];
    }

    Sheet read(const std::string &xml) const
    {
        Sheet sheet;
        for (size_t at = xml.find("<c r=\""); at != std::string::npos; at = xml.find("<c r=\"", at + 1)) {
            size_t      close = xml.find('>', at);
            std::string tag   = xml.substr(at, close - at);
            if (tag.back() == '/') continue; // an empty cell
            add(sheet, tag, xml.substr(close + 1, xml.find("</c>", close) - close - 1));
        }
        return sheet;
    }

    void add(Sheet &sheet, const std::string &tag, const std::string &content) const
    {
        Cell                     cell;
        std::vector<std::string> values = between(content, "<v>", "</v>"), formulas = between(content, "<f", "</f>");
        if (values.empty()) return;
        cell.type = attribute(tag, "t");
        if (!formulas.empty()) cell.formula = plain(formulas[0].substr(formulas[0].find('>') + 1));
        if (cell.type == "s")
            cell.text = texts_.at(std::stoul(values[0]));
        else if (!cell.is_number())
            cell.text = plain(values[0]);
        else
            cell.number = parsed(values[0]);
        sheet[attribute(tag, "r")] = cell;
    }

    static double parsed(const std::string &text)
    {
        char  *end   = nullptr;
        double value = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0' || text.find('n') != std::string::npos)
            throw std::runtime_error("a cell's number is '" + text + "'");
        return value;
    }
};

#endif
