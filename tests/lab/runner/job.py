"""One job of the stand-in: its containers, their variables and scripts, as the runner has them."""

import hashlib
import os
import re
import shlex
import socket
import subprocess
import time

HELPER = "registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v19.3.0"
LABEL = "com.gitlab.gitlab-runner"
PROJECT = "/builds/lab/project"
SERVICE_PATIENCE = 30
CAPABILITIES = """CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP
LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE
SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME
SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG
WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE""".split()


class Failure(Exception):
    """The job cannot go on; the words are for its trace."""


def docker(*words, script=None):
    """Runs docker; the status and everything it wrote."""
    done = subprocess.run(
        ["docker", *map(str, words)],
        input=None if script is None else script.encode(),
        stdin=subprocess.DEVNULL if script is None else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def remove_containers():
    _, found = docker("ps", "-aq", "--filter", f"label={LABEL}.managed=true")
    if found.split():
        docker("rm", "-f", "-v", *found.split())


def expand(value, variables):
    """Go's os.Expand as the runner calls it: `$$` is a dollar sign, what is unknown is empty."""
    name = r"\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*|[0-9*#@!?$-]))"

    def replace(match):
        found = match[1] if match[1] is not None else match[2]
        return "$" if found == "$" else variables.get(found, "")

    return re.sub(name, replace, value)


def privileged():
    """What `privileged = true` comes to: where the kernel withholds a capability, all the others."""
    with open("/proc/self/status", encoding="ascii") as status:
        bound = next(int(line.split()[1], 16) for line in status if line.startswith("CapBnd"))
    missing = [name for bit, name in enumerate(CAPABILITIES) if not bound >> bit & 1]
    if not missing:
        return ["--privileged"], ""
    options = ["--security-opt=seccomp=unconfined", "--security-opt=apparmor=unconfined"]
    options += ["--security-opt=systempaths=unconfined", "--device-cgroup-rule=a *:* rwm"]
    options += ["-v", "/sys/fs/cgroup:/sys/fs/cgroup:rw"]
    # The newest three are unknown to some versions of Docker, and nothing here needs them.
    options += [f"--cap-add={name}" for name in CAPABILITIES[:-3] if name not in missing]
    words = " ".join(missing)
    return options, f"(stand-in: privileged without {words}, which this host withholds)\n"


class Job:
    def __init__(self, runner, job):
        self.runner = runner
        self.job = job
        self.docker = runner.get("docker", {})
        self.trace = ""
        self.name = f"runner-{hashlib.sha256(runner['token'].encode()).hexdigest()[:9]}-job-{job['id']}"
        self.variables = self.all_variables()
        self.options, self.hosts = [], []

    def all_variables(self):
        """Later ones win: the runner's, predefined ones, the job's; then `$` is looked at."""
        raw = {}
        for entry in self.runner.get("environment", []):
            key, separator, value = entry.partition("=")
            if separator:
                raw[key] = value
        raw |= {"CI": "true", "CI_JOB_ID": str(self.job["id"]), "CI_PROJECT_DIR": PROJECT}
        raw |= {"CI_REPOSITORY_URL": self.runner["url"].rstrip("/") + "/lab/project.git"}
        raw |= {key: str(value) for key, value in self.job.get("variables", {}).items()}
        return {key: expand(value, raw) for key, value in raw.items()}

    def flag(self, name):
        flags = self.runner.get("feature_flags", {})
        return self.variables.get(name, str(flags.get(name, False))).lower() in ("true", "1")

    def run(self):
        try:
            self.prepare()
            self.sources()
            self.build()
            return "success", self.trace
        except Failure as failure:
            return "failed", f"{self.trace}ERROR: {failure}\n"
        finally:
            self.tidy()

    def must(self, *words, script=None):
        status, said = docker(*words, script=script)
        if status != 0:
            raise Failure(f"docker {words[0]} ended with {status}: {said}")
        return said

    def prepare(self):
        helper = self.runner.get("docker", {}).get("helper_image", HELPER)
        image = self.job.get("image") or self.docker["image"]
        self.images = {"helper": expand(helper, self.variables)}
        self.images["build"] = expand(image, self.variables)
        wanted = [*self.images.values()]
        wanted += [service["name"] for service in self.job.get("services", [])]
        for image in dict.fromkeys(wanted):
            self.pull(image)
        self.network = "bridge"
        if self.flag("FF_NETWORK_PER_BUILD"):
            self.network = f"{self.name}-network"
            self.must("network", "create", "--label", f"{LABEL}.managed=true", self.network)
        elif self.docker.get("network_mode"):
            self.network = self.docker["network_mode"]
        for path in ["/builds", *self.docker.get("volumes", [])]:
            # A path in the container alone is a volume that all containers of the job share.
            volume = hashlib.sha256(path.encode()).hexdigest()[:16]
            mount = path if ":" in path else f"{self.name}-cache-{volume}:{path}"
            self.options += ["-v", mount]
        if self.docker.get("privileged"):
            options, words = privileged()
            self.options += options
            self.trace += words
        for number, service in enumerate(self.job.get("services", [])):
            self.service(number, service)

    def pull(self, image):
        status, said = docker("pull", "-q", image)
        there, _ = docker("image", "inspect", image)
        if status != 0 and there != 0:
            raise Failure(f"pull of {image}: {said}")
        self.trace += f"Pulled {image}\n" if status == 0 else f"Kept {image}: {said}"

    def container(self, kind, name):
        labels = {"managed": "true", "type": kind, "job.id": self.job["id"]}
        words = ["--name", name, "--network", self.network, *self.options]
        for key, value in labels.items():
            words += ["--label", f"{LABEL}.{key}={value}"]
        for key, value in self.variables.items():
            words += ["--env", f"{key}={value}"]
        return words

    def service(self, number, service):
        """An alias is a name on the network of the job, or a line in the job's hosts file."""
        image = re.sub(r"(?<!/):[^/]*$", "", service["name"])
        image = re.sub(r"^[^/]*:[0-9]+/", "", image)
        aliases = [image.replace("/", "__"), image.replace("/", "-")]
        aliases = list(dict.fromkeys([*(service.get("alias") or "").replace(",", " ").split(), *aliases]))
        name = f"{self.name}-{number}"
        words = self.container("service", name)
        # A service's own variables win over the job's (`services:variables`).
        for key, value in service.get("variables", {}).items():
            words += ["--env", f"{key}={expand(str(value), self.variables)}"]
        if self.network.startswith("runner-"):
            for alias in aliases:
                words += ["--network-alias", alias]
        self.must("run", "-d", *words, service["name"], *service.get("command", []))
        address = self.inspect(name, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}")
        if not self.network.startswith("runner-"):
            for alias in aliases:
                self.hosts += ["--add-host", f"{alias}:{address}"]
        ports = self.inspect(name, "{{range $p, $c := .Config.ExposedPorts}}{{$p}} {{end}}")
        self.wait(name, address, [int(port.split("/")[0]) for port in ports.split()])

    def inspect(self, name, form):
        return self.must("inspect", "-f", form, name).strip()

    def wait(self, name, address, ports):
        """Until one of the exposed ports answers; like the runner, it goes on when none does."""
        end = time.monotonic() + SERVICE_PATIENCE
        while ports:
            for port in ports:
                try:
                    socket.create_connection((address, port), 1).close()
                    return
                except OSError:
                    pass
            if time.monotonic() > end or self.inspect(name, "{{.State.Running}}") != "true":
                _, said = docker("logs", name)
                self.trace += f"WARNING: service {name} does not answer:\n{said}"
                return
            time.sleep(0.2)

    def stage(self, kind, lines):
        """Pipes a script into the container of this stage."""
        exports = [f"export {k}={shlex.quote(v)}" for k, v in self.variables.items()]
        start = ["set -e", "if set -o | grep pipefail >/dev/null; then set -o pipefail; fi"]
        script = "\n".join([*start, *exports, *lines, ""])
        words = self.container(kind, f"{self.name}-{kind}")
        if self.network.startswith("runner-") and kind == "build":
            words += ["--network-alias", "build"]
        status, said = docker(
            "run", "-i", *words, *self.hosts, self.images[kind], "sh", script=script
        )
        self.trace += said
        if status != 0:
            raise Failure(f"{kind} ended with {status}")

    def sources(self):
        if self.variables.get("GIT_STRATEGY") in ("none", "empty"):
            return
        hook = self.runner.get("pre_get_sources_script", "")
        clone = f'git clone --quiet "$CI_REPOSITORY_URL" {PROJECT}'
        self.stage("helper", [hook, f"rm -rf {PROJECT}", clone])

    def build(self):
        hook = self.runner.get("pre_build_script", "")
        lines = [*self.job.get("before_script", []), *self.job["script"]]
        self.stage("build", [f"mkdir -p {PROJECT}", f"cd {PROJECT}", hook, *lines])

    def tidy(self):
        _, found = docker("ps", "-aq", "--filter", f"label={LABEL}.job.id={self.job['id']}")
        if found.split():
            docker("rm", "-f", "-v", *found.split())
        if self.network_is_ours():
            docker("network", "rm", self.network)
        _, volumes = docker("volume", "ls", "-q", "--filter", f"name={self.name}-cache-")
        if volumes.split():
            docker("volume", "rm", *volumes.split())

    def network_is_ours(self):
        return getattr(self, "network", "").startswith("runner-")
