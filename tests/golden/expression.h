// Arithmetic over an answer: numbers, + - * / ( ), and places such as architectures[hybrid].npv.total.mean,
// pairs[bedrock, direct].p_a_cheaper, break_even[bedrock, hybrid].months[12]. spend[hybrid] is short for the mean of an
// architecture's AI and true-ups, npv.
// [words] picks the item whose name is that word, or whose first members a, b or from, to (then money, `npv` where it is
// not said) are those words; [number] an item by its position, or the one of that month where items have one.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

double evaluate(const std::string &expression, const nlohmann::json &answer);
