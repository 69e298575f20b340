"""TOML as the runner's library (BurntSushi's, Go) writes it: comments and layout are lost."""


def text(value):
    out = ['"']
    for char in value:
        short = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        short |= {"\b": "\\b", "\f": "\\f"}
        if char in short:
            out.append(short[char])
        elif ord(char) < 0x20 or ord(char) == 0x7F:
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    return "".join(out) + '"'


def scalar(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(scalar(each) for each in value) + "]"
    if isinstance(value, str):
        return text(value)
    return str(value)


def is_tables(value):
    return isinstance(value, list) and value and isinstance(value[0], dict)


def table(value, path, depth):
    """First what is plain, then each table below its header, two blanks deeper."""
    lines = []
    indent = "  " * depth
    for key, each in value.items():
        if not isinstance(each, dict) and not is_tables(each):
            lines.append(f"{indent}{key} = {scalar(each)}")
    for key, each in value.items():
        name = ".".join([*path, key])
        if isinstance(each, dict):
            lines += [""] * (not path) + [f"{indent}[{name}]"]
            lines += table(each, [*path, key], depth + 1)
        elif is_tables(each):
            for one in each:
                lines += ["", f"{indent}[[{name}]]"]
                lines += table(one, [*path, key], depth + 1)
    return lines


def document(value):
    return "\n".join(table(value, [], 0)).lstrip("\n") + "\n"
