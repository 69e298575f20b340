// Reads text as programs written in Go do, and prints each value as a line of hexadecimal digits.
//
//	read toml         the strings of the array `v` of a TOML document
//	read rewrite      the same strings, each as a document that BurntSushi/toml writes, and then all of
//	                  them as one array
//	read trees        TOML documents, each ended by a NUL: the tree of each as JSON, or null when it
//	                  is refused
//	read environment  the entries of the array `environment`, as GitLab Runner makes variables of
//	                  them: name and value, a line each
//	read config       whole config.toml files, each ended by a NUL: what Runner makes of each, as JSON
//	read url          URLs, one a line: user, password, host name and port, a line each
//	read get          URLs, one a line: asks for each as the runner does, prints what net/http says
//	read serve        serves https with a certificate that nobody trusts: prints host and port, and
//	                  ends with its input
//	read csv          comma-separated values: all fields, a line each
//	read verify       two lines of hexadecimal digits, certificates to trust and one that a server
//	                  shows, both as PEM: yes or no
package main

import (
	"bufio"
	"bytes"
	"crypto/x509"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

func show(text string) {
	fmt.Fprintf(out, "%x\n", text)
}

func try(err error) {
	if err != nil {
		out.Flush()
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// GitLab Runner's Expand (common/spec/variables.go), with no other variable defined.
func value(name string) string {
	if name == "$" {
		return name
	}
	return ""
}

// The part of Runner's configuration (common/config.go) that we write. What is none of it, such as a
// key that landed in the wrong table, is an error here; Runner ignores it.
type configuration struct {
	Runners []struct {
		Environment         []string `toml:"environment" json:"environment"`
		PreGetSourcesScript string   `toml:"pre_get_sources_script" json:"pre_get_sources_script"`
		PreBuildScript      string   `toml:"pre_build_script" json:"pre_build_script"`
		Docker              struct {
			Privileged bool     `toml:"privileged" json:"privileged"`
			Volumes    []string `toml:"volumes" json:"volumes"`
		} `toml:"docker" json:"docker"`
	} `toml:"runners" json:"runners"`
}

func config(text string) error {
	var document configuration
	meta, err := toml.Decode(text, &document)
	if err != nil {
		return err
	}
	if lost := meta.Undecoded(); len(lost) > 0 {
		return fmt.Errorf("Runner ignores %v", lost)
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(document)
}

func rewrite(document interface{}) {
	var text bytes.Buffer
	try(toml.NewEncoder(&text).Encode(document))
	show(text.String())
}

// JSON knows neither infinity nor dates.
func plain(value interface{}) interface{} {
	switch value := value.(type) {
	case map[string]interface{}:
		for key := range value {
			value[key] = plain(value[key])
		}
	case []map[string]interface{}:
		for _, table := range value {
			plain(table)
		}
	case []interface{}:
		for index := range value {
			value[index] = plain(value[index])
		}
	case float64, time.Time:
		return fmt.Sprint(value)
	}
	return value
}

func trusts(roots, shown []byte) string {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(roots) {
		return "no"
	}
	block, _ := pem.Decode(shown)
	certificate, err := x509.ParseCertificate(block.Bytes)
	try(err)
	any := []x509.ExtKeyUsage{x509.ExtKeyUsageAny}
	if _, err := certificate.Verify(x509.VerifyOptions{Roots: pool, KeyUsages: any}); err != nil {
		return "no"
	}
	return "yes"
}

func serve() {
	log.SetOutput(io.Discard)
	server := httptest.NewTLSServer(http.NotFoundHandler())
	fmt.Println(strings.TrimPrefix(server.URL, "https://"))
	io.Copy(io.Discard, os.Stdin)
}

var out = bufio.NewWriter(os.Stdout)

func main() {
	defer out.Flush()
	if os.Args[1] == "serve" {
		serve()
		return
	}
	text, err := io.ReadAll(os.Stdin)
	try(err)
	switch os.Args[1] {
	case "toml":
		var document struct{ V []string }
		_, err := toml.Decode(string(text), &document)
		try(err)
		for _, text := range document.V {
			show(text)
		}
	case "rewrite":
		var document struct {
			V []string `toml:"v"`
		}
		_, err := toml.Decode(string(text), &document)
		try(err)
		for _, text := range document.V {
			rewrite(map[string]string{"v": text})
		}
		rewrite(document)
	case "trees":
		documents := strings.Split(string(text), "\x00")
		for _, text := range documents[:len(documents)-1] {
			var tree map[string]interface{}
			if _, err := toml.Decode(text, &tree); err != nil {
				tree = nil
			}
			json, err := json.Marshal(plain(tree))
			try(err)
			fmt.Fprintf(out, "%s\n", json)
		}
	case "environment":
		// The shape of Runner's own configuration (common/config.go).
		var document struct {
			Runners []struct {
				Environment []string `toml:"environment"`
			} `toml:"runners"`
		}
		_, err := toml.Decode(string(text), &document)
		try(err)
		for _, runner := range document.Runners {
			for _, entry := range runner.Environment {
				// Runner's parseVariable; an entry without `=` is dropped.
				parts := strings.SplitN(entry, "=", 2)
				if len(parts) == 2 {
					show(parts[0])
					show(os.Expand(parts[1], value))
				}
			}
		}
	case "config":
		documents := strings.Split(string(text), "\x00")
		for _, text := range documents[:len(documents)-1] {
			try(config(text))
		}
	case "get":
		client := http.Client{Timeout: 20 * time.Second}
		for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			answer, err := client.Get(line)
			if err != nil {
				show(err.Error())
			} else {
				show(answer.Status)
			}
		}
	case "csv":
		records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		try(err)
		for _, record := range records {
			for _, field := range record {
				show(field)
			}
		}
	case "verify":
		var parts [2][]byte
		for index, line := range strings.Fields(string(text)) {
			parts[index], err = hex.DecodeString(line)
			try(err)
		}
		show(trusts(parts[0], parts[1]))
	case "url":
		for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			address, err := url.Parse(line)
			try(err)
			password, _ := address.User.Password()
			show(address.User.Username())
			show(password)
			show(address.Hostname())
			show(address.Port())
		}
	}
}
