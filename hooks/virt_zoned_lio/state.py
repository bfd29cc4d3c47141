"""The folder of what holds only as long as the host is up: locks and claims."""

import os
from typing import NamedTuple

SYSTEM = "/run/virt-zoned"


class State(NamedTuple):
    """Where locks and claims are.

    :param folder: of root, or of the user whose session's guests these are
    """

    folder: str

    @property
    def lock(self) -> str:
        return self.folder + "/lock"

    @property
    def claims(self) -> str:
        return self.folder + "/claims"

    @property
    def domains(self) -> str:
        return self.folder + "/domains"

    @property
    def asked(self) -> str:
        """Of the calls that wait for tcmu-runner, a file each."""
        return self.folder + "/asked"

    def domain(self, uuid: str) -> str:
        """The file that is there while a domain has something of ours on the host."""
        return f"{self.domains}/{uuid}"

    def make(self) -> None:
        """Makes the folders that are absent."""
        for folder in (self.folder, self.claims, self.domains, self.asked):
            if not os.path.isdir(folder):
                os.makedirs(folder, mode=0o755, exist_ok=True)


def here() -> State:
    """The state for whoever runs this: session daemons run the system's hooks as their user."""
    if os.geteuid() == 0:
        return State(SYSTEM)
    return State(f"/run/user/{os.geteuid()}/virt-zoned")
