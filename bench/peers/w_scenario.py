#!/usr/bin/env python3
"""w_scenario.py: writes w.json as a scenario file to standard output, so that shortfall runs what the peers run."""
import json
import os


def value_text(value):
    if isinstance(value, str):
        return '"%s"' % value
    if isinstance(value, dict):
        return "{ " + " ".join("%s = %s;" % (key, value_text(item)) for key, item in value.items()) + " }"
    if isinstance(value, list):
        of_groups = bool(value) and isinstance(value[0], dict)
        items = ", ".join(value_text(item) for item in value)
        return "(\n    %s )" % items if of_groups else "[%s]" % items
    return repr(value)


def scenario_text(w):
    """The members of w.json under their own names, and that each token channel sells every model."""
    models = [model["name"] for model in w["models"]]
    scenario = {key: item for key, item in w.items() if key != "about"}
    scenario["channels"] = [dict(channel, models=models) if channel["kind"] == "token" else channel
                            for channel in w["channels"]]
    return "".join("%s = %s;\n" % (key, value_text(item)) for key, item in scenario.items())


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "w.json"), encoding="utf-8") as file:
        print(scenario_text(json.load(file)), end="")
