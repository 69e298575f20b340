// Does with a response what GitLab Runner does, with the libraries that Runner uses: net/http, time,
// strconv, and jpillora/backoff. The waits are not slept but added to a clock of our own.
//
//	rate_limit responses  objects with `paste` and `now` (milliseconds since the epoch), one a line:
//	                      what was read, and the waits of both rules, as JSON
//	rate_limit dates      JSON strings, one a line: milliseconds since the epoch, or null
//	rate_limit durations  numbers of nanoseconds, one a line: the duration as Go prints it
//	rate_limit backoff    a number: the shortest and longest of so many back-offs, in nanoseconds,
//	                      a line for each wait
//	rate_limit connect    statuses, one a line: whether Go's client gives a response when a proxy
//	                      answers CONNECT so
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jpillora/backoff"
)

func try(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Curl writes a status line for HTTP/2 and HTTP/3 too, which have none.
var curls = regexp.MustCompile(`(?m)^HTTP/([23]) `)

// The last of the responses that follow each other, and how many came before it.
func read(paste string) (response *http.Response, before int, err error) {
	paste = curls.ReplaceAllString(paste, "HTTP/$1.0 ")
	if !strings.HasPrefix(paste, "HTTP/") {
		_, paste, _ = strings.Cut(paste, "\nHTTP/")
		paste = "HTTP/" + paste
	}
	// What was copied may end early.
	reader := bufio.NewReader(strings.NewReader(paste + "\n\n"))
	for {
		response, err = http.ReadResponse(reader, nil)
		if err != nil {
			return nil, 0, err
		}
		if err = strict(response.Header); err != nil {
			return nil, 0, err
		}
		next, _ := reader.Peek(5)
		if string(next) != "HTTP/" {
			break
		}
		before++
	}
	if response.StatusCode >= 100 && response.StatusCode < 200 {
		return nil, 0, errors.New("interim")
	}
	return response, before, nil
}

// What Go's reader refuses since 1.20, for a Go that is older.
func strict(header http.Header) error {
	const token = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "
	for name, values := range header {
		for _, char := range name {
			if !strings.ContainsRune(token, char) {
				return errors.New("name")
			}
		}
		for _, value := range values {
			for _, char := range []byte(value) {
				if (char < ' ' && char != '\t') || char == 0x7f {
					return errors.New("value")
				}
			}
		}
	}
	return nil
}

// A time without its seconds but with a fraction of one: older versions of Go forget that it is an
// error.
var noSeconds = regexp.MustCompile(`:[.,][0-9]`)

func parse(value string) (time.Time, error) {
	if noSeconds.MatchString(value) {
		return time.Time{}, errors.New("no seconds")
	}
	return time.Parse(time.RFC1123, value)
}

// The waits of one rule, in nanoseconds, and what made them; whether the Runner gave up.
type waits struct {
	Causes []string
	Waits  []time.Duration
	GaveUp bool
}

func (w *waits) add(cause string, wait time.Duration) time.Duration {
	w.Causes = append(w.Causes, cause)
	w.Waits = append(w.Waits, wait)
	return wait
}

var retried = map[int]bool{
	http.StatusRequestTimeout:      true,
	http.StatusTooManyRequests:     true,
	http.StatusInternalServerError: true,
	http.StatusBadGateway:          true,
	http.StatusServiceUnavailable:  true,
	http.StatusGatewayTimeout:      true,
}

func newBackoff() *backoff.Backoff {
	return &backoff.Backoff{Min: 100 * time.Millisecond, Max: time.Minute, Factor: 2, Jitter: true}
}

// The rule since 18.3: five attempts, and no wait after the last.
func current(response *http.Response, now time.Time) (all waits) {
	again := newBackoff()
	for attempts := 1; attempts < 5; attempts++ {
		if !retried[response.StatusCode] && response.StatusCode < 512 {
			break
		}
		wait, cause := time.Duration(0), ""
		if reset, err := parse(response.Header.Get("RateLimit-ResetTime")); err == nil {
			wait, cause = reset.Sub(now), "ResetTime"
		}
		if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && wait <= 0 {
			wait, cause = time.Duration(seconds)*time.Second, "RetryAfter"
		}
		if wait <= 0 {
			wait, cause = again.Duration(), "BackOff"
		}
		now = now.Add(all.add(cause, wait))
	}
	return all
}

// The rule before: it sleeps after the fifth answer too, and a sleep of less than nothing is none.
func older(response *http.Response, now time.Time) (all waits) {
	for attempts := 1; attempts <= 5; attempts++ {
		value := response.Header.Get("RateLimit-ResetTime")
		if response.StatusCode != http.StatusTooManyRequests || value == "" {
			return all
		}
		reset, err := parse(value)
		wait := reset.Sub(now)
		switch {
		case err != nil:
			all.add("Minute", time.Minute)
			now = now.Add(time.Minute)
		case wait > 0:
			now = now.Add(all.add("ResetTime", wait))
		default:
			all.add("Past", 0)
		}
	}
	all.GaveUp = true
	return all
}

type verdict struct {
	Refused   bool
	Status    int
	Before    int
	ResetTime string
	RetryAfter,
	Date string
	Current waits
	Older   waits
}

func responses(line string) interface{} {
	var question struct {
		Paste string
		Now   int64
	}
	try(json.Unmarshal([]byte(line), &question))
	response, before, err := read(question.Paste)
	if err != nil {
		return verdict{Refused: true}
	}
	now := time.UnixMilli(question.Now)
	return verdict{
		Status:     response.StatusCode,
		Before:     before,
		ResetTime:  response.Header.Get("ratelimit-resettime"),
		RetryAfter: response.Header.Get("retry-after"),
		Date:       response.Header.Get("date"),
		Current:    current(response, now),
		Older:      older(response, now),
	}
}

func dates(line string) interface{} {
	var value string
	try(json.Unmarshal([]byte(line), &value))
	date, err := parse(value)
	if err != nil {
		return nil
	}
	return date.UnixMilli()
}

func durations(line string) interface{} {
	nanoseconds, err := strconv.ParseInt(line, 10, 64)
	try(err)
	return time.Duration(nanoseconds).String()
}

func backoffs(line string) interface{} {
	count, err := strconv.Atoi(line)
	try(err)
	var bounds [4][2]time.Duration
	for ; count > 0; count-- {
		again := newBackoff()
		for index := range bounds {
			wait := again.Duration()
			if bounds[index][0] == 0 || wait < bounds[index][0] {
				bounds[index][0] = wait
			}
			if wait > bounds[index][1] {
				bounds[index][1] = wait
			}
		}
	}
	return bounds
}

func connect(line string) interface{} {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	try(err)
	defer listener.Close()
	go func() {
		connection, err := listener.Accept()
		if err == nil {
			http.ReadRequest(bufio.NewReader(connection))
			fmt.Fprintf(connection, "HTTP/1.1 %s x\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n", line)
			connection.Close()
		}
	}()
	proxy := &url.URL{Scheme: "http", Host: listener.Addr().String()}
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy)}}
	response, err := client.Get("https://gitlab.corp.example/")
	return response != nil || err == nil
}

func main() {
	roles := map[string]func(string) interface{}{
		"responses": responses, "dates": dates, "durations": durations, "backoff": backoffs,
		"connect": connect,
	}
	text, err := io.ReadAll(os.Stdin)
	try(err)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		answer, err := json.Marshal(roles[os.Args[1]](line))
		try(err)
		fmt.Fprintf(out, "%s\n", answer)
	}
}
