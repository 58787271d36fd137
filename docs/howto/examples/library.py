"""The C library from Python, with ctypes: a scenario is read, run and written as JSON without a file between."""
import ctypes
import json
import sys

c, library = ctypes.CDLL(None), ctypes.CDLL("libshortfall.so")  # c: the C library, for a stream in memory
pointer = ctypes.c_void_p


class RunOptions(ctypes.Structure):  # sfl_run_options of shortfall.h; what is 0 is chosen
    _fields_ = [("n_paths", ctypes.c_uint64), ("first_path", ctypes.c_uint64), ("n_threads", ctypes.c_int32),
                ("chunk", ctypes.c_uint64), ("backend", ctypes.c_char_p), ("devices", pointer),
                ("n_devices", ctypes.c_int32), ("paths_in_flight", ctypes.c_uint64), ("block", ctypes.c_int32),
                ("card_form", ctypes.c_char_p), ("progress", pointer), ("progress_context", pointer)]


class StudyOptions(ctypes.Structure):  # sfl_study_options
    _fields_ = [("run", RunOptions), ("until", ctypes.c_char_p), ("max_paths", ctypes.c_uint64),
                ("split", ctypes.c_bool)]


class Inputs(ctypes.Structure):  # sfl_summary_inputs
    _fields_ = [("scenario", pointer), ("plan", pointer), ("tally", pointer), ("text", pointer),
                ("overrides", pointer), ("n_overrides", ctypes.c_int32), ("drivers", pointer),
                ("n_drivers", ctypes.c_int32), ("static_break_even", pointer), ("is_partial", ctypes.c_bool),
                ("level", ctypes.c_double), ("figures_only", ctypes.c_bool), ("facts", pointer),
                ("build", ctypes.c_char_p), ("host", ctypes.c_char_p), ("time", ctypes.c_char_p),
                ("command", ctypes.c_char_p)]


library.sfl_diag_build.restype = pointer
library.sfl_diag_line.restype = ctypes.c_char_p
library.sfl_diag_line.argtypes = [pointer, ctypes.c_size_t]
library.sfl_diag_count.restype = ctypes.c_size_t
library.sfl_diag_count.argtypes = [pointer]
c.open_memstream.restype = pointer
c.free.argtypes = [pointer]
c.fclose.argtypes = [pointer]

diag = pointer(library.sfl_diag_build())


def check(status):
    """Every call that can fail returns a status, and says in the diag what went wrong."""
    if status != 0:
        sys.exit("\n".join(library.sfl_diag_line(diag, i).decode() for i in range(library.sfl_diag_count(diag))))


def written(summary):
    """The JSON of an answer."""
    text, n_bytes = pointer(), ctypes.c_size_t()
    stream = pointer(c.open_memstream(ctypes.byref(text), ctypes.byref(n_bytes)))
    status = library.sfl_report_write(summary, b"json", None, stream, diag)
    c.fclose(stream)
    json_text = ctypes.string_at(text, n_bytes.value)
    c.free(text)
    check(status)
    return json_text


def answer(path, n_paths):
    """The answer of a scenario as `shortfall run --json` writes it, read."""
    scenario, plan, summary, text = pointer(), pointer(), pointer(), pointer()
    try:
        check(library.sfl_scenario_read(path.encode(), None, ctypes.byref(scenario), diag))
        check(library.sfl_plan_build(scenario, ctypes.byref(plan), diag))
        check(library.sfl_scenario_dump(scenario, ctypes.byref(text), diag))
        options, inputs = StudyOptions(), Inputs()
        options.run.n_paths = n_paths
        inputs.scenario, inputs.text = scenario, text
        check(library.sfl_study(plan, ctypes.byref(options), ctypes.byref(inputs), ctypes.byref(summary), diag))
        return json.loads(written(summary))
    finally:
        library.sfl_summary_free(ctypes.byref(summary))
        c.free(text)
        library.sfl_plan_free(ctypes.byref(plan))
        library.sfl_scenario_free(ctypes.byref(scenario))


for path in sys.argv[1:]:
    for architecture in answer(path, 50000)["architectures"]:
        print(f"{architecture['name']:10} {architecture['npv']['total']['mean']:16,.2f} USD")
library.sfl_diag_free(ctypes.byref(diag))
