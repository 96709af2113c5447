// Command check prints the problems of rubric and response files.
//
//	go run ./examples/check [-rubric FILE or cei@EDITION] FILE...
//
// What a file is shows in its content. Each problem is a line of its own on
// standard output, file:line:column: code: message. The exit status is 0 when
// there was none, 1 when there was any and 2 when a file could not be read.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("check", flag.ContinueOnError)
	fs.SetOutput(stderr)
	name := fs.String("rubric", "", "rubric `file`, or cei@EDITION, that responses are checked against (default the embedded edition that they name)")
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: check [-rubric FILE or cei@EDITION] FILE...")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if fs.NArg() == 0 {
		fs.Usage()
		return 2
	}
	status := 0
	for _, file := range fs.Args() {
		problems, err := check(file, *name)
		for _, p := range problems {
			fmt.Fprintln(stdout, p)
			status = max(status, 1)
		}
		if err != nil {
			fmt.Fprintln(stderr, err)
			status = 2
		}
	}
	return status
}

// check returns the problems of a file, or why it could not be read.
func check(file, rubricName string) (rubric.Problems, error) {
	in, err := cli.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	stream := bufio.NewReaderSize(in, headSize)
	head, err := stream.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	kind := kindOf(file, head)
	if kind == document {
		data, err := readDocument(file, stream)
		if err != nil {
			return nil, err
		}
		_, err = rubric.Load(file, data)
		return split(err)
	}
	if rubricName == "" {
		rubricName = namedEdition(head)
	}
	r, err := cli.Rubric(rubricName)
	if err != nil {
		return nil, err
	}
	if kind == response {
		data, err := readDocument(file, stream)
		if err != nil {
			return nil, err
		}
		_, err = assess.Load(r, file, data)
		return split(err)
	}
	var all rubric.Problems
	for _, err := range assess.NDJSON(r, file, stream) {
		problems, err := split(err)
		if err != nil {
			return all, err
		}
		all = append(all, problems...)
	}
	return all, nil
}

// headSize is how much of a file is looked at to see what it is.
const headSize = 64 << 10

// readDocument reads a file that holds one document: as much as a loader needs to
// see that it is too large.
func readDocument(file string, in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return data, nil
}

// split tells the problems of an input from a failure to read it.
func split(err error) (rubric.Problems, error) {
	if problems, ok := rubric.ProblemsOf(err); ok {
		return problems, nil
	}
	return nil, err
}

type kind int

const (
	document  kind = iota // a rubric, or what is reported as a bad one
	response              // one response
	responses             // one response on a line
)

var (
	formatKey  = regexp.MustCompile(`(?m)["']?format["']?\s*:\s*["']?([a-z]+)/`)
	editionKey = regexp.MustCompile(`"rubric"\s*:\s*"(cei@[^"]+)"`)
)

func kindOf(file string, data []byte) kind {
	ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(file, ".gz")))
	if ext == ".ndjson" || ext == ".jsonl" {
		return responses
	}
	m := formatKey.FindSubmatch(data)
	if m == nil || string(m[1]) != "response" {
		return document
	}
	if bytes.Count(data, []byte("\n{")) > 0 {
		return responses
	}
	return response
}

// namedEdition returns the first embedded edition that the responses name, or ""
// for the newest.
func namedEdition(data []byte) string {
	for _, m := range editionKey.FindAllSubmatch(data, -1) {
		if _, err := cli.Rubric(string(m[1])); err == nil {
			return string(m[1])
		}
	}
	return ""
}
