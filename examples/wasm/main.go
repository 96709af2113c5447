package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/examples/wasm/engine"
)

//go:embed site
var site embed.FS

func main() {
	out := flag.String("out", "", "write index.html to this `directory`, which is made if need be")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, os.Stdout); err != nil {
		cli.PrintError(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the page to a directory and the sizes to w.
func run(dir string, w io.Writer) error {
	program, err := compile()
	if err != nil {
		return err
	}
	packed, err := pack(program)
	if err != nil {
		return err
	}
	page, err := assemble(packed)
	if err != nil {
		return err
	}
	paths, err := cli.WriteSet(dir, []cli.File{{Name: "index.html", Data: page}})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %d bytes, of which the program is %d (WebAssembly: %d bytes, with gzip %d)\n",
		paths[0], len(page), base64.StdEncoding.EncodedLen(len(packed)), len(program), len(packed))
	return nil
}

// compile returns the library as WebAssembly. It must run in the directory of this module.
func compile() (program []byte, err error) {
	dir, err := os.MkdirTemp("", "waymark")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "waymark.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", file, "./browser")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if message, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, message)
	}
	return os.ReadFile(file)
}

func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// assemble returns the page with everything in it.
func assemble(packed []byte) ([]byte, error) {
	support, err := goSupport()
	if err != nil {
		return nil, err
	}
	parts := make(map[string]string)
	for _, name := range []string{"index.html", "page.css", "page.js", "worker.js"} {
		data, err := site.ReadFile("site/" + name)
		if err != nil {
			return nil, err
		}
		parts[name] = string(data)
	}
	worker := string(support) + parts["worker.js"]
	for name, text := range map[string]string{"page.js": parts["page.js"], "the worker": worker} {
		if strings.Contains(text, "</script") || strings.Contains(text, "<!--") {
			return nil, fmt.Errorf("%s has a text that ends a script element", name)
		}
	}
	styles, err := reportStyles()
	if err != nil {
		return nil, err
	}
	policy := strings.Join([]string{
		"default-src 'none'",
		"script-src " + digest(parts["page.js"]) + " 'wasm-unsafe-eval'",
		"worker-src blob:",
		// A frame without a source of its own has the policy of the page around it.
		"style-src " + strings.Join(append(styles, digest(parts["page.css"])), " "),
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
	}, "; ")
	return []byte(strings.NewReplacer(
		"{{policy}}", policy, "{{style}}", parts["page.css"], "{{script}}", parts["page.js"], "{{worker}}", worker,
		"{{program}}", base64.StdEncoding.EncodeToString(packed),
	).Replace(parts["index.html"])), nil
}

// goSupport returns the script with which the Go distribution runs its programs in browsers.
func goSupport() ([]byte, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
}

// reportStyles returns the digests of the style sheets of reports.
func reportStyles() ([]string, error) {
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	var digests []string
	for _, language := range []string{"en", "es"} {
		for _, policy := range []string{"public", "internal"} {
			res := engine.Read(context.Background(), engine.Request{Name: engine.SampleName, Data: engine.Sample(), Language: language, Policy: policy})
			found := style.FindAllStringSubmatch(res.Report, -1)
			if len(found) == 0 {
				return nil, fmt.Errorf("the report has no style sheet: %s", res.Error)
			}
			for _, m := range found {
				if d := digest(m[1]); !slices.Contains(digests, d) {
					digests = append(digests, d)
				}
			}
		}
	}
	return digests, nil
}

// digest returns the source expression of a script or style sheet within a page.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
