"""How long a process was ready to run and had to wait: on a busy host that is no sign that something hangs."""

from typing import Union


def waited(pid: Union[int, str] = "self") -> float:
    """Seconds that a process has waited for a processor since its start; 0 where the kernel does not count them."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
