cat "$MODEL/journal" 2>/dev/null
