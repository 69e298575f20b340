// Asks for every URL of its command line with net/http, or prints Go's version.
package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"time"
)

func main() {
	if len(os.Args) == 1 {
		fmt.Println(strings.Replace(runtime.Version(), "go", "Go ", 1))
		return
	}
	client := http.Client{
		Timeout: 10 * time.Second,
		Transport: &http.Transport{
			Proxy:             http.ProxyFromEnvironment,
			DisableKeepAlives: true,
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		},
	}
	for _, url := range os.Args[1:] {
		mark, err := net.Dial("tcp", "127.0.0.1:9")
		if err != nil {
			panic(err)
		}
		fmt.Fprint(mark, url[strings.LastIndex(url, "/")+1:])
		mark.Read(make([]byte, 1))
		mark.Close()
		if answer, err := client.Get(url); err == nil {
			answer.Body.Close()
		}
	}
}
