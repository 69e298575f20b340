// Reads JSON documents, each ended by a NUL, as Docker does, and prints for each a line: whether it
// is JSON at all, and what dockerd and the docker command make of its proxies.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Of Config in moby's daemon/config/config.go.
type daemon struct {
	Proxies struct {
		HTTP  string `json:"http-proxy,omitempty"`
		HTTPS string `json:"https-proxy,omitempty"`
		No    string `json:"no-proxy,omitempty"`
	} `json:"proxies"`
}

// Of ConfigFile in the docker command's cli/config/configfile/file.go.
type client struct {
	Proxies map[string]struct {
		HTTP  string `json:"httpProxy,omitempty"`
		HTTPS string `json:"httpsProxy,omitempty"`
		No    string `json:"noProxy,omitempty"`
		FTP   string `json:"ftpProxy,omitempty"`
		All   string `json:"allProxy,omitempty"`
	} `json:"proxies,omitempty"`
}

type answer struct {
	Valid  bool      `json:"valid"`
	Daemon *[]string `json:"daemon"`
	Client *[]string `json:"client"`
}

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	documents := bytes.Split(text, []byte{0})
	for _, document := range documents[:len(documents)-1] {
		// dockerd skips a byte order mark, and takes blanks for no settings.
		trimmed := bytes.Trim(bytes.TrimPrefix(document, []byte("\xef\xbb\xbf")), " \t\r\n")
		answer := answer{Valid: len(trimmed) == 0 || json.Valid(trimmed)}
		var d daemon
		if len(trimmed) == 0 || json.Unmarshal(trimmed, &d) == nil {
			answer.Daemon = &[]string{d.Proxies.HTTP, d.Proxies.HTTPS, d.Proxies.No}
		}
		var c client
		err := json.NewDecoder(bytes.NewReader(document)).Decode(&c)
		if err == nil || errors.Is(err, io.EOF) {
			p := c.Proxies["default"]
			answer.Client = &[]string{p.HTTP, p.HTTPS, p.No}
		}
		line, err := json.Marshal(answer)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
}
