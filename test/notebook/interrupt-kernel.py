"""Runs cells in the project's kernel and presses the stop button (SIGINT) while they run, as Jupyter does.

Reads from standard input a JSON list of cells, {"code": ..., "stop_when": text, "stop_after": seconds}: pressed so long after
an output holds the text, or after the cell was sent where there is no text; not at all without "stop_after". A cell with
"allow_errors" is sent as by `nbconvert --allow-errors`, and the next one at once. Prints for each cell, as JSON, its status, the
seconds from the stop to its end, and its outputs as text.
"""
import json
import sys
import time
from queue import Empty

from jupyter_client.manager import start_new_kernel


def reply_to(message):
    while True:
        reply = client.get_shell_msg(timeout=10)
        if reply["parent_header"].get("msg_id") == message:
            return reply


manager, client = start_new_kernel(kernel_name="weightspace", startup_timeout=60)
results = []
for cell in json.load(sys.stdin):
    message = client.execute(cell["code"], stop_on_error=not cell.get("allow_errors"))
    outputs, shown, stopped = [], {}, None
    stop_at = None if "stop_when" in cell or "stop_after" not in cell else time.time() + cell["stop_after"]
    deadline = time.time() + 90
    while time.time() < deadline:
        if stop_at is not None and time.time() >= stop_at and stopped is None:
            manager.interrupt_kernel()
            stopped = time.time()
        try:
            reply = client.get_iopub_msg(timeout=0.1)
        except Empty:
            continue
        if reply["parent_header"].get("msg_id") != message:
            continue
        kind, content = reply["msg_type"], reply["content"]
        if kind == "stream":
            outputs.append(content["text"])
        elif kind == "display_data":
            identity = content.get("transient", {}).get("display_id", len(shown))
            shown[identity] = content["data"].get("text/plain", "")
        elif kind == "update_display_data":
            shown[content["transient"]["display_id"]] = content["data"].get("text/plain", "")
        elif kind == "status" and content["execution_state"] == "idle":
            break
        if stop_at is None and "stop_when" in cell and any(cell["stop_when"] in text for text in [*shown.values(), *outputs]):
            stop_at = time.time() + cell["stop_after"]
    alive = manager.is_alive()
    status = reply_to(message)["content"]["status"] if alive else "dead"
    results.append(
        {
            "status": status,
            "alive": alive,
            "stopSeconds": None if stopped is None else time.time() - stopped,
            "printed": "".join(outputs),
            "shown": list(shown.values()),
        }
    )
    # tslab drops what is sent within 200 ms after a cell that failed, unless errors are allowed.
    time.sleep(0.3 if status == "error" and not cell.get("allow_errors") else 0)
client.stop_channels()
manager.shutdown_kernel(now=True)
json.dump(results, sys.stdout)
