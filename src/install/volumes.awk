# Adds the volume of the certificates (`volume`, empty when there are none) to [runners.docker], and
# takes it out again: only where `volumes` stands on one line as the Runner writes it, or not at all
# in a table with a header of its own. Everything else is left to a person.

# Whether the line says nothing but these volumes; a string in which a quote could stand is no good.
function plain_volumes(path,    line) {
  if (!(path in first) || first[path] != last[path]) return 0
  if (values[path] !~ /^\[/ || index(values[path], "\\") || index(values[path], Q)) return 0
  line = text[first[path]]
  sub(/^[ \t]+/, "", line)
  return line == "volumes = " values[path]
}

function write_volumes(path, written,    line) {
  line = text[first[path]]
  sub(/volumes = .*/, "", line)
  changed[first[path]] = line "volumes = " written
}

# The path in the container is mounted once: whoever stands there already stays.
function add_volume(runner,    docker, path, i, name, part, written) {
  docker = runner SUBSEP "docker"
  path = docker SUBSEP "volumes"
  if (volume == "" || !(docker in header_line) || kind[docker] != "table") return
  for (i = 1; i <= children[docker]; i++) {
    name = child[docker, "child", i]
    if (name != "volumes" && tolower(name) == "volumes") return
  }
  if (!(path in kind)) {
    below[header_line[docker]] = "    volumes = [\"" volume "\"]"
    return
  }
  split(volume, part, ":")
  written = values[path]
  if (!plain_volumes(path) || index(written, ":" part[2] "\"") || index(written, ":" part[2] ":")) return
  sub(/\]$/, "", written)
  write_volumes(path, written (written == "[" ? "" : ", ") "\"" volume "\"]")
}

function remove_volume(runner,    path, written, ours, place) {
  path = runner SUBSEP "docker" SUBSEP "volumes"
  if (volume == "" || !plain_volumes(path)) return
  written = values[path]
  ours = "\"" volume "\""
  place = index(written, ", " ours)
  if (written == "[" ours "]") dropped[first[path]] = 1
  else if (place) write_volumes(path, substr(written, 1, place - 1) substr(written, place + length(ours) + 2))
  else if (index(written, "[" ours ", ") == 1) write_volumes(path, "[" substr(written, length(ours) + 4))
}
