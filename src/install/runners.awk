# Puts keys into the [[runners]] of the config.toml of GitLab Runner, and takes them out again.
#
#   { cat FILE; echo .; } | LC_ALL=C awk -v mode=list|edit|remove -v size="$(wc -lc < FILE)" \
#     -v ours=F -v theirs=F -v old_ours=F -v old_theirs=F [-v volume=V] \
#     -f toml.awk -f volumes.awk -f runners.awk
#
# The final "." tells whether FILE ends in a newline; `size` proves that this awk saw every byte: at
# a NUL one awk drops the rest of the line and another begins a new one.
# `ours` holds our keys as we write them; `theirs` the same keys as the Runner writes them, each on
# one line. `old_ours` and `old_theirs` are those of an earlier installation; they may be missing.
#
# list    a line for each [[runners]], separated by tabs; "-" stands for nothing:
#           number  line  name  executor  status  detail  privileged  volumes
#         ours      our keys with our values      absent  none of our keys
#         old       some or all of our keys, old or new: edit completes them
#         foreign   our keys with other values: detail names them
#         executor  none that uses Docker         unclear detail says why
# edit    the document, in which each absent or old runner has our keys below its header, and these
#         and ours have the volume where that is sure
# remove  the document without the lines that are exactly ours, theirs or old, and without the volume
#
# Exit status 0; 2 wrong usage; 3 this is not TOML 1.0 as every reader takes it: nothing is printed
# but "document REASON LINE", for list on standard output, else on standard error.
#
# POSIX awk without interval expressions, which old mawk lacks. No single quote may stand here: the
# program is quoted in a shell script.

# ---- Our keys: wanted[1..wants] are those of today, names[1..named] with those of before.

function start_lines() { count = 0; total = 0; at = 0 }

function read_keys(root, file,    line, i, name) {
  start_lines()
  while (file != "" && (getline line < file) > 0) add_line(line, "\n")
  if (file != "") close(file)
  parse(root)
  for (i = 1; i <= children[root]; i++) {
    name = child[root, "child", i]
    exact[root, name] = lines_of(root SUBSEP name)
    if (exact[root, name] == "") fail("keys")
    if (root == "ours") wanted[++wants] = name
    if (!(name in ours_by_name)) names[++named] = name
    ours_by_name[name] = 1
  }
}

function read_all_keys(    i) {
  read_keys("ours", ours)
  read_keys("theirs", theirs)
  for (i in exact) if (i ~ /^theirs/ && exact[i] ~ /\n/) fail("keys")
  if (problem == "" && (!wants || named != wants || children["theirs"] != wants)) fail("keys")
  read_keys("old_ours", old_ours)
  read_keys("old_theirs", old_theirs)
  return problem == ""
}

function is_exactly(path, name, root,    lines) {
  lines = lines_of(path)
  return lines != "" && ((root, name) in exact) && lines == exact[root, name]
}

function is_old(path, name) {
  return is_exactly(path, name, "old_ours") || is_exactly(path, name, "old_theirs")
}

function is_new(path, name) {
  if (!(path in values) || !(("ours", name) in exact)) return 0
  return values[path] == values["ours", name] || values[path] == values["theirs", name]
}

# ---- Runners.

# The words of a string without its quotes; other values as they are.
function words(path,    w, quote, n) {
  w = path in values ? values[path] : ""
  quote = substr(w, 1, 1)
  if (quote != "\"" && quote != Q) return w
  n = substr(w, 1, 3) == quote quote quote ? 3 : 1
  return substr(w, n + 1, length(w) - 2 * n)
}

# Sets `status` and `detail` of the runner. BurntSushi/toml gives a key in other letters to the same
# field, if no key has the very name; so such a key is as good as ours.
function judge(runner,    i, name, path, new, old, executor) {
  status = detail = ""
  executor = words(runner SUBSEP "executor")
  for (i = 1; i <= children[runner]; i++) {
    name = child[runner, "child", i]
    if (name !~ /^[A-Za-z0-9_-]+$/) status = "quoted-key"
    else if (name != tolower(name) && tolower(name) ~ /^(executor|docker)$/) status = "letter-case"
    else if (name != tolower(name) && tolower(name) in ours_by_name) detail = detail "," name
  }
  if (status != "") { detail = status; status = "unclear"; return }
  if (executor !~ /^docker(\+machine|-autoscaler)?$/) { detail = ""; status = "executor"; return }
  for (i = 1; i <= named; i++) {
    name = names[i]
    path = runner SUBSEP name
    if (!(path in kind)) continue
    if (is_new(path, name)) new++
    else if (is_old(path, name)) old++
    else detail = detail "," name
  }
  detail = substr(detail, 2)
  if (detail != "") status = "foreign"
  else if (new == wants && !old) status = "ours"
  else status = new || old ? "old" : "absent"
}

function shown(w) { gsub(/[\t\r\n]/, "?", w); return w == "" ? "-" : w }

function fact(path) { return path in kind ? shown(path in values ? values[path] : "") : "absent" }

function list(    i, runner, docker) {
  for (i = 1; i <= runners; i++) {
    runner = RUNNERS SUBSEP i
    docker = runner SUBSEP "docker"
    judge(runner)
    printf "%d\t%d\t%s\t%s\t", i, header_line[runner], shown(words(runner SUBSEP "name")), \
      shown(words(runner SUBSEP "executor"))
    printf "%s\t%s\t%s\t%s\n", status, shown(detail), fact(docker SUBSEP "privileged"), \
      fact(docker SUBSEP "volumes")
  }
}

# ---- Writing. An end is held back, because behind the last line stands what stood there before.

function emit(line, newline) {
  if (emitted++) printf "%s", (held_end == "" ? "\n" : held_end)
  printf "%s", line
  held_end = newline
}

function drop(path,    i) { for (i = first[path]; i <= last[path]; i++) dropped[i] = 1 }

# CR in a string of several lines would reach the shell, so lines that end in CRLF get `theirs`.
function insert(runner, newline,    i, name) {
  for (i = 1; i <= wants; i++) {
    name = wanted[i]
    if (is_new(runner SUBSEP name, name)) continue
    emit(exact[newline == "\r\n" ? "theirs" : "ours", name], newline)
  }
}

function write_document(    i, newline) {
  emitted = 0
  for (i = 1; i <= count; i++) {
    newline = eol[i] != "" ? eol[i] : i > 1 ? eol[i - 1] : "\n"
    if (!(i in dropped)) emit(i in changed ? changed[i] : text[i], newline)
    if (i in inserted) insert(inserted[i], newline)
    if (i in below) emit(below[i], newline)
  }
  if (count && eol[count] != "") printf "%s", held_end
}

function edit(    i, j, path, runner) {
  for (i = 1; i <= runners; i++) {
    runner = RUNNERS SUBSEP i
    judge(runner)
    if (status ~ /^(ours|absent|old)$/) add_volume(runner)
    if (status != "absent" && status != "old") continue
    inserted[header_line[runner]] = runner
    for (j = 1; j <= named; j++) {
      path = runner SUBSEP names[j]
      if (!is_new(path, names[j]) && is_old(path, names[j])) drop(path)
    }
  }
  write_document()
}

function remove(    i, j, path) {
  for (i = 1; i <= runners; i++) {
    for (j = 1; j <= named; j++) {
      path = RUNNERS SUBSEP i SUBSEP names[j]
      if (is_exactly(path, names[j], "ours") || is_exactly(path, names[j], "theirs")) drop(path)
      else if (is_old(path, names[j])) drop(path)
    }
    remove_volume(RUNNERS SUBSEP i)
  }
  write_document()
}

# ---- The document: record[1..n], of which the last ends in ".".

function read_document(n,    i, name, path, expected) {
  start_lines()
  for (i = 1; i < n; i++) add_line(record[i] "", "\n")
  if (substr(record[n], length(record[n])) != ".") fail("bytes")
  if (record[n] != ".") add_line(substr(record[n], 1, length(record[n]) - 1), "")
  split(size, expected)
  if (n - 1 != expected[1] + 0 || total != expected[2] + 0) fail("bytes")
  if (problem == "") parse("document")
  for (i = 1; i <= children["document"]; i++) {
    name = child["document", "child", i]
    path = "document" SUBSEP name
    at = path in first ? first[path] : header_line[path] + header_line[path SUBSEP 1]
    if (name !~ /^[A-Za-z0-9_-]+$/) fail("quoted-key")
    if (tolower(name) == "runners" && (name != "runners" || kind[RUNNERS] != "array")) fail("runners")
  }
  runners = count_of[RUNNERS] + 0
  return problem == ""
}

function main(n,    i) {
  RUNNERS = "document" SUBSEP "runners"
  for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i
  if (mode !~ /^(list|edit|remove)$/ || size !~ /[0-9] +[0-9]/ || !read_all_keys()) {
    print "runners.awk: wrong usage: " problem | "cat >&2"
    return 2
  }
  if (!read_document(n)) {
    i = "document\t" problem "\t" problem_line
    if (mode == "list") print i
    else print i | "cat >&2"
    return 3
  }
  if (mode == "list") list()
  else if (mode == "edit") edit()
  else remove()
  return 0
}

{ record[NR] = $0 }

END { exit main(NR) }
