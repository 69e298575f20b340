# Reads TOML 1.0 in POSIX awk, and only what every reader takes the same way (BurntSushi/toml of the
# GitLab Runner, old and new, and the specification); all else is a `problem` with `problem_line`.
#
# parse(root) reads text[1..count] into kind, values, child, header_line, first and last, all by
# path: a root and keys, joined by SUBSEP.

# ---- Lines. text[1..count] without ends; eol[i] is "\n", "\r\n", or "" behind the last.

function fail(reason) {
  if (problem == "") { problem = reason; problem_line = at }
  return ""
}

function add_line(line, newline) {
  at = ++count
  if (newline != "" && substr(line, length(line)) == "\r") {
    line = substr(line, 1, length(line) - 1)
    newline = "\r\n"
  }
  text[count] = line
  eol[count] = newline
  total += length(line) + length(newline)
  if (line !~ /^[\t -~]*$/) check_bytes(line)
}

# UTF-8 without control characters; without U+FFFD too, which BurntSushi/toml takes for a wrong byte.
function check_bytes(line,    i, n, o, second) {
  if (index(line, "\r")) return fail("carriage-return")
  for (i = 1; i <= length(line); i++) {
    if (substr(line, i, 1) ~ /[\t -~]/) continue
    o = code[substr(line, i, 1)] + 0
    if (o < 128) return fail("control-character")
    if (o < 194 || o > 244) return fail("utf-8")
    second = code[substr(line, i + 1, 1)] + 0
    if ((o == 224 && second < 160) || (o == 237 && second > 159)) return fail("utf-8")
    if ((o == 240 && second < 144) || (o == 244 && second > 143)) return fail("utf-8")
    if (substr(line, i, 3) == "\357\277\275") return fail("utf-8")
    for (n = (o > 223) + (o > 239) + 1; n > 0; n--) {
      second = code[substr(line, ++i, 1)] + 0
      if (second < 128 || second > 191) return fail("utf-8")
    }
  }
}

# ---- Tokens. `rest` is what is left of line `at`; `token` collects a string as it is written.

function skip(n) { rest = substr(rest, n + 1) }
function blanks() { sub(/^[ \t]+/, "", rest) }
function starts(with) { return substr(rest, 1, length(with)) == with }
function take(n) { token = token substr(rest, 1, n); skip(n); return 1 }

function next_line() {
  if (at >= count) return 0
  token = token eol[at]
  rest = text[++at]
  return 1
}

# Blanks, comments and line ends inside an array.
function gap() {
  for (blanks(); rest == "" || starts("#"); blanks())
    if (!next_line()) return fail("array")
  return 1
}

function escape(    c, n, digits) {
  c = substr(rest, 2, 1)
  if (c ~ /[btnfr"\\]/) return take(2)
  if (c != "u" && c != "U") return fail("escape")
  n = c == "u" ? 4 : 8
  digits = substr(rest, 3, n)
  if (length(digits) < n || digits ~ /[^0-9A-Fa-f]/) return fail("escape")
  if (n == 8 && digits !~ /^00(0[0-9A-Fa-f]|10)/) return fail("escape")
  if (digits ~ /^(0000)?[Dd][89A-Fa-f]..$/) return fail("escape")
  return take(2 + n)
}

function basic() {
  for (take(1); match(rest, /["\\]/); ) {
    take(RSTART - 1)
    if (starts("\"")) return take(1)
    if (!escape()) return ""
  }
  return fail("string")
}

function literal(    length_) {
  length_ = index(substr(rest, 2), Q)
  return length_ ? take(length_ + 1) : fail("string")
}

# A string of several lines may have one or two quotes more before the three that end it.
function multiline(quote,    end, back, more) {
  for (take(3); ; ) {
    end = index(rest, quote quote quote)
    back = quote == Q ? 0 : index(rest, "\\")
    if (back && (!end || back < end)) {
      take(back - 1)
      if (substr(rest, 2) ~ /^[ \t]*$/) take(length(rest))
      else if (!escape()) return ""
    } else if (end) {
      take(end + 2)
      for (more = 0; more < 2 && starts(quote); more++) take(1)
      return 1
    } else {
      take(length(rest))
      if (!next_line()) return fail("string")
    }
  }
}

function string(    quote, good) {
  quote = substr(rest, 1, 1)
  token = ""
  if (starts(quote quote quote)) good = multiline(quote)
  else good = quote == Q ? literal() : basic()
  return good ? token : ""
}

function scalar(    found) {
  if (match(rest, /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:/)) found = RLENGTH
  else found = 0
  if (!match(substr(rest, found + 1), /^[A-Za-z0-9+_.:-]+/)) return fail("value")
  token = substr(rest, 1, found + RLENGTH)
  skip(found + RLENGTH)
  return number(token) || token ~ /^(true|false|[+-]?inf|[+-]?nan)$/ || moment(token) ? token : fail("value")
}

# What fits every reader: 64 bits, and exponents that no float is too small for.
function number(t) {
  if (t ~ /^0(x[0-9A-Fa-f](_?[0-9A-Fa-f])*|o[0-7](_?[0-7])*|b[01](_?[01])*)$/) return length(t) < 18
  if (t ~ /^[+-]?(0|[1-9](_?[0-9])*)$/) return length(t) < 19
  if (t !~ /^[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9][0-9]?)?$/) return 0
  return length(t) < 40
}

function moment(t,    day, month, clock) {
  if (t ~ /^[0-9][0-9][0-9][0-9]-/) {
    day = substr(t, 6, 5)
    if (day !~ /^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/ || substr(t, 1, 4) == "0000") return 0
    month = substr(day, 1, 2)
    if (day ~ /31$/ && month ~ /02|04|06|09|11/) return 0
    if (day == "02-30" || (day == "02-29" && !leap(substr(t, 1, 4) + 0))) return 0
    if (length(t) == 10) return 1
    if (substr(t, 11, 1) !~ /[T ]/) return 0
    clock = substr(t, 12)
    sub(/(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/, "", clock)
  } else clock = t
  return clock ~ /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?$/
}

function leap(year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

# ---- Values. Each comes back on as few lines as it can, the same for every layout of an array.

function value(path, depth,    c) {
  if (depth > DEEPEST) return fail("depth")
  c = substr(rest, 1, 1)
  if (c == "\"" || c == Q) return string()
  if (c == "[") return array(path, depth)
  if (c == "{") return inline_table(path, depth)
  return scalar()
}

function array(path, depth,    n, written, item) {
  for (skip(1); ; skip(1)) {
    if (!gap()) return ""
    if (starts("]")) break
    item = value(path SUBSEP (++n), depth + 1)
    if (item == "" || !gap()) return ""
    written = written (n > 1 ? ", " : "") item
    if (starts("]")) break
    if (!starts(",")) return fail("array")
  }
  skip(1)
  return "[" written "]"
}

function inline_table(path, depth,    inside, written) {
  skip(1)
  blanks()
  if (starts("}")) { skip(1); return "{}" }
  for (;;) {
    inside = key_value(path, depth + 1)
    if (problem != "") return ""
    written = written (written == "" ? "" : ", ") name_of[inside] " = " values[inside]
    blanks()
    if (!starts(",")) break
    skip(1)
    blanks()
  }
  if (!starts("}")) return fail("inline-table")
  skip(1)
  return "{" written "}"
}

# ---- Tables. A path is a root and its keys; kind[path] is what stands there:
# table     of a header               implicit  named only within longer headers
# array     of [[headers]]; its tables are path SUBSEP 1, 2, ...
# dotted    made by a dotted key      value     anything behind an equals sign

function enter(parent, name, what) {
  kind[parent SUBSEP name] = what
  name_of[parent SUBSEP name] = name
  child[parent, "child", ++children[parent]] = name
}

# One key. A quoted one with an escape could be any name.
function key() {
  if (match(rest, /^[A-Za-z0-9_-]+/)) {
    token = substr(rest, 1, RLENGTH)
    skip(RLENGTH)
    return token
  }
  token = ""
  if (starts("\"") ? !basic() : starts(Q) ? !literal() : 1) return fail("key")
  if (starts("\"") || (substr(token, 1, 1) == "\"" && index(token, "\\"))) return fail("quoted-key")
  return substr(token, 2, length(token) - 2)
}

function key_value(base, depth,    name, path, written, n) {
  for (n = 1; ; n++) {
    name = key()
    if (n > DEEPEST) fail("depth")
    if (problem != "") return ""
    path = base SUBSEP name
    blanks()
    if (!starts(".")) break
    if (!(path in kind)) enter(base, name, "dotted")
    if (kind[path] != "dotted") return fail("duplicate")
    base = path
    skip(1)
    blanks()
  }
  if (path in kind) return fail("duplicate")
  enter(base, name, "value")
  if (!starts("=")) return fail("key")
  skip(1)
  blanks()
  written = value(path, depth)
  if (written == "") return ""
  values[path] = written
  return path
}

function header(root,    double, base, name, path, n) {
  double = starts("[[")
  base = root
  skip(1 + double)
  for (n = 1; ; n++) {
    blanks()
    name = key()
    if (n > DEEPEST) fail("depth")
    if (problem != "") return ""
    path = base SUBSEP name
    blanks()
    if (!starts(".")) break
    if (!(path in kind)) enter(base, name, "implicit")
    if (kind[path] == "value") return fail("duplicate")
    base = kind[path] == "array" ? path SUBSEP count_of[path] : path
    skip(1)
  }
  if (!starts(double ? "]]" : "]")) return fail("header")
  skip(1 + double)
  if (!(path in kind)) enter(base, name, double ? "array" : "table")
  else if (double ? kind[path] != "array" : kind[path] != "implicit") return fail("duplicate")
  else if (!double) kind[path] = "table"
  if (double) {
    path = path SUBSEP (++count_of[path])
    kind[path] = "table"
  }
  return path
}

function parse(root,    table, path, start) {
  Q = "\047"
  DEEPEST = 50
  table = root
  for (at = 1; at <= count && problem == ""; at++) {
    rest = text[at]
    if (at == 1 && starts("\357\273\277")) skip(3)
    start = at
    blanks()
    if (rest == "" || starts("#")) continue
    if (starts("[")) {
      table = header(root)
      header_line[table] = at
    } else {
      path = key_value(table, 1)
      first[path] = start
      last[path] = at
    }
    blanks()
    if (problem == "" && rest != "" && !starts("#")) fail("line")
  }
}

# The whole lines of an entry, without the last line end.
function lines_of(path,    i, written) {
  if (!(path in first)) return ""
  for (i = first[path]; i < last[path]; i++) written = written text[i] eol[i]
  return written text[i]
}
