// What a test asks of an HTML page: its tags are balanced, its elements found. It knows the markup this house writes, in which
// end tags that HTML does not want are left out.
#ifndef SFL_TESTS_UNIT_PAGE_CHECK_HPP
#define SFL_TESTS_UNIT_PAGE_CHECK_HPP

#include <string>
#include <vector>

// Everything between the opening and the closing tag, of every such element that is not inside another one of its name.
std::vector<std::string> page_contents(const std::string &page, const std::string &element);
// What is wrong with the tags, attributes and entities; empty: nothing.
std::string page_fault(const std::string &page);
// The values of an attribute, with or without quotes, in the order of the page.
std::vector<std::string> page_values(const std::string &page, const std::string &attribute);

#endif
