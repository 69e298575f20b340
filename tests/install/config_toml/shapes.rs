//! config.toml files as people and the Runner write them, each with the status of its runners, or
//! with the reason why nothing in it is touched.

/// What runners.awk says of a document.
pub(super) enum Said {
    Runners(&'static [&'static str]),
    Refused(&'static str),
}
use Said::{Refused, Runners};

/// As `gitlab-runner register` leaves it.
const REGISTERED: &str = r#"concurrent = 1
check_interval = 0
connection_max_age = "15m0s"
shutdown_timeout = 0

[session_server]
  session_timeout = 1800

[[runners]]
  name = "build-01"
  url = "https://gitlab.example.com/"
  id = 17
  token = "glrt-t1_abcdefghijklmnopqrst"
  token_obtained_at = 2026-01-19T10:11:12Z
  token_expires_at = 0001-01-01T00:00:00Z
  executor = "docker"
  [runners.cache]
    MaxUploadedArchiveSize = 0
    [runners.cache.s3]
    [runners.cache.gcs]
    [runners.cache.azure]
  [runners.docker]
    tls_verify = false
    image = "alpine:latest"
    privileged = false
    disable_entrypoint_overwrite = false
    oom_kill_disable = false
    disable_cache = false
    volumes = ["/cache"]
    shm_size = 0
    network_mtu = 0
"#;

pub(super) const SHAPES: &[(&str, Said)] = &[
    ("", Runners(&[])),
    ("\n", Runners(&[])),
    ("# nothing yet", Runners(&[])),
    ("concurrent = 1\ncheck_interval = 0\n", Runners(&[])),
    (REGISTERED, Runners(&["absent"])),
    // Without indentation, as people write it.
    (
        "[[runners]]\nname='x'\nexecutor='docker'\n[runners.docker]\nimage='a'\n",
        Runners(&["absent"]),
    ),
    // The header last but for one line, and no final newline.
    ("[[runners]]\nexecutor = \"docker\"", Runners(&["absent"])),
    ("[[runners]]\r\nexecutor = \"docker\"", Runners(&["absent"])),
    (
        "[[runners]]\r\n  executor = \"docker\"\r\n",
        Runners(&["absent"]),
    ),
    ("[[runners]]", Runners(&["executor"])),
    (
        "[[runners]]\n[[runners]]\nexecutor = \"docker\"\n[[runners]]\n",
        Runners(&["executor", "absent", "executor"]),
    ),
    // A byte order mark, also before the header.
    (
        "\u{feff}[[runners]] # first\nexecutor = \"docker\"\n",
        Runners(&["absent"]),
    ),
    ("\u{feff}", Runners(&[])),
    (
        "\u{feff}\u{feff}[[runners]]\nexecutor = \"docker\"\n",
        Refused("key"),
    ),
    // A token that is a comment to a careless reader, and a name with everything in it.
    (
        "[[runners]]\nname = \"a #1 \\\"]] [[runners]] 日本\"\ntoken = 'a#b'\nexecutor = \"docker\"\n",
        Runners(&["absent"]),
    ),
    // Autoscaling.
    (
        "[[runners]]\n  executor = \"docker+machine\"\n  limit = 10\n  [runners.docker]\n    image = \"ruby:3.3\"\n  [runners.machine]\n    IdleCount = 1\n    IdleScaleFactor = 1.5\n    MachineDriver = \"google\"\n    MachineOptions = [\n      \"google-project=x\", # ours\n      \"google-zone=y\",\n    ]\n    [[runners.machine.autoscaling]]\n      Periods = [\"* * 9-17 * * mon-fri *\"]\n      IdleCount = 50\n    [[runners.machine.autoscaling]]\n      Periods = [\"* * * * * sat,sun *\"]\n",
        Runners(&["absent"]),
    ),
    (
        "[[runners]]\n  executor = \"docker-autoscaler\"\n  [runners.autoscaler]\n    plugin = \"aws\"\n    [runners.autoscaler.plugin_config]\n      name = \"asg\"\n    [runners.autoscaler.connector_config]\n      use_external_addr = true\n    [[runners.autoscaler.policy]]\n      idle_count = 5\n      idle_time = \"20m0s\"\n",
        Runners(&["absent"]),
    ),
    // Services, quoted keys in tables of the executor, a helper image.
    (
        "[[runners]]\n  executor = \"docker\"\n  [runners.docker]\n    helper_image = \"r:x86_64-v${CI_RUNNER_VERSION}\"\n    extra_hosts = [\"gitlab.example.com:10.0.0.5\"]\n    [runners.docker.sysctls]\n      \"net.ipv4.ip_forward\" = \"1\"\n    [runners.docker.tmpfs]\n      \"/var/lib/mysql\" = \"rw,noexec\"\n    [[runners.docker.services]]\n      name = \"docker:27-dind\"\n      environment = [\"DOCKER_TLS_CERTDIR=\"]\n",
        Runners(&["absent"]),
    ),
    (
        "[[runners]]\n  executor = \"kubernetes\"\n  [runners.kubernetes]\n    [runners.kubernetes.node_selector]\n      \"kubernetes.io/os\" = \"linux\"\n    [runners.kubernetes.node_tolerations]\n      \"\" = \"NoSchedule\"\n",
        Runners(&["executor"]),
    ),
    (
        "[[runners]]\n  executor = \"shell\"\n  shell = \"bash\"\n  environment = [\"A=b\"]\n[[runners]]\n  executor = \"docker\"\n",
        Runners(&["executor", "absent"]),
    ),
    // Inline tables and dotted keys.
    (
        "[[runners]]\nexecutor = \"docker\"\ndocker = { image = \"a\", privileged = true, volumes = [\"/cache\"] }\n",
        Runners(&["absent"]),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\ndocker.image = \"a\"\ndocker.privileged = true\nfeature_flags.FF_NETWORK_PER_BUILD = true\n",
        Runners(&["absent"]),
    ),
    // The guide's keys below the wrong table, where the Runner ignores them.
    (
        "[[runners]]\n  executor = \"docker\"\n  [runners.docker]\n    image = \"a\"\n    environment = [\"HTTP_PROXY=x\"]\n",
        Runners(&["absent"]),
    ),
    // The guide's own keys.
    (
        "[[runners]]\n  executor = \"docker\"\n  pre_get_sources_script = \"git config --global http.proxy $HTTP_PROXY\"\n  environment = [\"https_proxy=http://h:3128\", \"http_proxy=http://h:3128\"]\n",
        Runners(&["foreign"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  environment = []\n",
        Runners(&["foreign"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  # environment = [\"A=b\"]\n",
        Runners(&["absent"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  Environment = [\"A=b\"]\n",
        Runners(&["foreign"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  \"environment\" = [\"A=b\"]\n",
        Runners(&["foreign"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  [runners.environment]\n    A = \"b\"\n",
        Runners(&["foreign"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  \"environment \" = 1\n",
        Runners(&["unclear"]),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  \"environm\\u0065nt\" = []\n",
        Refused("quoted-key"),
    ),
    (
        "[[runners]]\n  executor = \"docker\"\n  Executor = \"shell\"\n",
        Runners(&["unclear"]),
    ),
    // A script that speaks of runners.
    (
        "[[runners]]\n  executor = \"docker\"\n  post_build_script = \"\"\"\ncat > config.toml <<EOF\n[[runners]]\n  executor = \"docker\"\n  environment = [\"A=b\"]\nEOF\n\"\"\"\n  pre_clone_script = '''\n[[runners]]\n'''''\n",
        Runners(&["absent"]),
    ),
    // Runners in another way.
    ("runners = []\n", Refused("runners")),
    (
        "runners = [{ executor = \"docker\" }]\n",
        Refused("runners"),
    ),
    ("[runners]\n  executor = \"docker\"\n", Refused("runners")),
    (
        "[runners.docker]\nimage = \"a\"\n[[runners]]\nexecutor = \"docker\"\n",
        Refused("duplicate"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\n[[Runners]]\n",
        Refused("runners"),
    ),
    ("[[Runners]]\nexecutor = \"docker\"\n", Refused("runners")),
    (
        "\"runners \" = 1\n[[runners]]\nexecutor = \"docker\"\n",
        Refused("quoted-key"),
    ),
    // What no reader takes, or not every one.
    (
        "[[runners]]\nexecutor = \"docker\"\nexecutor = \"docker\"\n",
        Refused("duplicate"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\nenvironment = []\nenvironment = []\n",
        Refused("duplicate"),
    ),
    ("[[runners]]\nexecutor = docker\n", Refused("value")),
    ("[[runners]]\nexecutor = \"docker\n", Refused("string")),
    ("[[runners]]\nexecutor = \"\"\"docker\n", Refused("string")),
    ("[[runners]]\nexecutor = \"\\docker\"\n", Refused("escape")),
    ("[[runners]\nexecutor = \"docker\"\n", Refused("header")),
    ("[[runners]] executor = \"docker\"\n", Refused("line")),
    (
        "[[runners]]\nexecutor = \"docker\"\nvolumes = [\"/cache\"\n",
        Refused("array"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\ndocker = { image = \"a\",\n privileged = true }\n",
        Refused("key"),
    ),
    ("[[runners]]\nexecutor \"docker\"\n", Refused("key")),
    (
        "[[runners]]\nexecutor = \"docker\"\nlimit = 010\n",
        Refused("value"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\nat = 2023-02-29\n",
        Refused("value"),
    ),
    (
        "[[runners]]\rexecutor = \"docker\"\r",
        Refused("carriage-return"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\" # a\rb\n",
        Refused("carriage-return"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\nname = \"a\u{1b}[0m\"\n",
        Refused("control-character"),
    ),
    (
        "[[runners]]\nexecutor = \"docker\"\nname = \"\u{fffd}\"\n",
        Refused("utf-8"),
    ),
    (
        "<<<<<<< HEAD\n[[runners]]\nexecutor = \"docker\"\n",
        Refused("key"),
    ),
    (
        "# a\n\u{feff}[[runners]]\nexecutor = \"docker\"\n",
        Refused("key"),
    ),
    (
        "[[runners]]\r\nexecutor = \"docker\"\r\nname = '''\r\n'''\r\n",
        Runners(&["absent"]),
    ),
];

/// Bytes that are no UTF-8.
pub(super) const NOT_UTF_8: [&[u8]; 10] = [
    b"\xe9",
    b"\x80",
    b"\xc0\xaf",
    b"\xe3\x81",
    b"\xe0\x9f\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x8f\xbf\xbf",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xff",
];
