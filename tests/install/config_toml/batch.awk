# Runs the whole of runners.awk on many documents in one process, which is a hundred times as fast.
# Each document in `documents` is as runners.awk wants it, and then a line of \036 and its size.
# Printed for each are three answers, each ended by its exit status and \036: list, edit, remove.

function forget() {
  split("", text); split("", eol); split("", kind); split("", name_of); split("", child)
  split("", children); split("", values); split("", first); split("", last); split("", header_line)
  split("", count_of); split("", exact); split("", wanted); split("", names)
  split("", ours_by_name); split("", dropped); split("", inserted); split("", changed); split("", below)
  problem = ""
  wants = named = runners = 0
}

function answers(n,    code) {
  forget()
  mode = "list"
  code = main(n)
  printf "%d\036", code
  if (!code) edit()
  printf "%d\036", code
  split("", dropped); split("", inserted); split("", changed); split("", below)
  if (!code) remove()
  printf "%d\036", code
}

BEGIN {
  n = 0
  while ((getline line < documents) > 0) {
    if (substr(line, 1, 1) != "\036") { record[++n] = line; continue }
    size = substr(line, 2)
    answers(n)
    n = 0
  }
  # The END of runners.awk runs now, on nothing; what it says stands behind the last answer.
  forget()
  exit
}
