package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// limitSet is a set of limits that hostile inputs are read with.
type limitSet string

const (
	noLimits      limitSet = "none"    // all as high as they go
	defaultLimits limitSet = "default" // those for trusted files
	uploadLimits  limitSet = "upload"  // those for uploads
)

// hostileInput is an input that is small and takes long to read without limits.
type hostileInput struct {
	name string
	data func() []byte
	read func(data []byte, l limitSet) error
}

// hostileInputs returns the inputs that the table has.
func hostileInputs() []hostileInput {
	header := "id,constituency"
	for c := range cei.Latest().Competencies() {
		header += "," + c.ID()
	}
	repeat := func(before, part string, size int) func() []byte {
		return func() []byte { return []byte(before + strings.Repeat(part, size/len(part))) }
	}
	packed := func(part string, size int64) func() []byte {
		return func() []byte { return gzipOf(part, size) }
	}
	return []hostileInput{
		{"broken lines, 51 kB of gzip", packed("{\n", 51<<20), readResponses},
		{"broken lines, 1 MB of gzip", packed("{\n", 1<<30), readResponses},
		{"line ends", repeat("", "\n", 4<<20), readResponses},
		{"responses that are refused", repeat("", `{"format":"response/1","id":"a","constituency":"nobody"}`+"\n", 32<<20), readResponses},
		{"unknown competencies and stages", repeat("", wrongRatings(1000), 32<<20), readResponses},
		{"long keys above duplicate ones", repeat("", `{"`+strings.Repeat("a", 200_000)+`":{`+strings.Repeat(`"b":1,`, 1000)+`"b":1}}`+"\n", 32<<20), readResponses},
		{"a JSON array of arrays", repeat("", "[", 4<<20), readResponses},
		{"a response of nested objects", repeat("", `{"a":`, 4<<20), readResponses},
		{"a sheet with two million columns", repeat(header, ",a", 4<<20), readResponses},
		{"a sheet of quotation marks", repeat(header+"\n", "\"\n", 4<<20), readResponses},
		{"a sheet of short rows", repeat(header+"\n", "a\n", 4<<20), readResponses},
		{"a YAML rubric of aliases", aliases, readRubric},
		{"a YAML rubric of nested lists", repeat("a: ", "[", 1<<20), readRubric},
		{"a JSON rubric of nested lists", repeat(`{"a":`, "[", 4<<20), readRubric},
		{"a YAML rubric of a million keys", keys, readRubric},
	}
}

// wrongRatings returns a response with ratings of which none is right.
func wrongRatings(n int) string {
	var b strings.Builder
	b.WriteString(`{"format":"response/1","rubric":"` + cei.Latest().Ref().String() + `","id":"a","constituency":"family","ratings":{`)
	for i := range n {
		fmt.Fprintf(&b, `"welcoming-culture%d":"developng",`, i)
	}
	return b.String() + `"welcoming-culture":"developng"}}` + "\n"
}

// gzipOf compresses a text that is repeated up to a size.
func gzipOf(part string, size int64) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	block := []byte(strings.Repeat(part, 1<<16/len(part)))
	for n := int64(0); n < size; n += int64(len(block)) {
		_, _ = w.Write(block) // to memory
	}
	_ = w.Close()
	return b.Bytes()
}

// aliases returns a document whose aliases expand to a billion values.
func aliases() []byte {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for k := 1; k < 9; k++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", k, k, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", k-1), 10), ", "))
	}
	return []byte(b.String())
}

func keys() []byte {
	var b strings.Builder
	for k := range 1_000_000 {
		fmt.Fprintf(&b, "k%d: 1\n", k)
	}
	return []byte(b.String())
}

func readResponses(data []byte, l limitSet) error {
	opt := &assess.ReadOptions{}
	switch l {
	case noLimits:
		opt.Limits = assess.ResponseLimits{
			Bytes: math.MaxInt32, Depth: math.MaxInt32, Nodes: math.MaxInt32,
			Input: assess.InputLimits{Bytes: math.MaxInt64, Ratio: math.MaxInt32, Records: math.MaxInt64, Refused: math.MaxInt64},
		}
	case uploadLimits:
		opt.Limits = assess.UploadLimits()
	}
	var last error
	for _, err := range assess.Read(cei.Latest(), "x", bytes.NewReader(data), opt) {
		if err != nil {
			last = err
		}
	}
	return last
}

func readRubric(data []byte, l limitSet) error {
	opt := &rubric.LoadOptions{}
	if l == noLimits {
		opt.Limits = rubric.DocumentLimits{Bytes: math.MaxInt32, Depth: math.MaxInt32, Nodes: math.MaxInt32}
	}
	_, err := rubric.Load("x.yaml", data, opt)
	return err
}

// hostileResult is what reading a hostile input took.
type hostileResult struct {
	Size            int
	Seconds, Memory float64 // of the processor; in MB, of the process
	Stopped         bool    // it took longer than allowed
	Err             string  // the last error
}

// runHostile reads each hostile input with each set of limits, in a process of its own, and
// prints a table of processor seconds and memory.
func runHostile(args []string) error {
	flags := flag.NewFlagSet("bench hostile", flag.ExitOnError)
	input := flags.String("input", "", "read one input only and print what it took as JSON")
	limits := flags.String("limits", string(uploadLimits), "with -input: none, default or upload")
	most := flags.Float64("most", 60, "the processor seconds after which a reader is stopped")
	office := flags.String("office", "", "the program of examples/office, for the rows of workbooks")
	flags.Parse(args)
	if *input != "" {
		return readHostile(*input, limitSet(*limits), *most)
	}
	about, err := describeMachine()
	if err != nil {
		return err
	}
	fmt.Print(about, "\n\n| input | size | without limits | default limits | limits of uploads |\n|---|---:|---:|---:|---:|\n")
	for _, in := range hostileInputs() {
		var cells []string
		size := 0
		for _, l := range []limitSet{noLimits, defaultLimits, uploadLimits} {
			r, err := hostileProcess(in.name, l, *most)
			if err != nil {
				return fmt.Errorf("%s, %s: %w", in.name, l, err)
			}
			size = r.Size
			cells = append(cells, r.cell(*most))
		}
		fmt.Printf("| %s | %s | %s |\n", in.name, sizeText(size), strings.Join(cells, " | "))
	}
	if *office != "" {
		return hostileWorkbooks(*office, *most)
	}
	return nil
}

// readHostile reads an input and prints what it took.
func readHostile(name string, l limitSet, most float64) error {
	all := hostileInputs()
	k := slices.IndexFunc(all, func(in hostileInput) bool { return in.name == name })
	if k < 0 {
		return fmt.Errorf("there is no input %q", name)
	}
	data := all[k].data()
	var r hostileResult
	r.Size = len(data)
	start := cpuTime()
	done := make(chan error, 1)
	go func() { done <- all[k].read(data, l) }()
	for tick := time.Tick(50 * time.Millisecond); ; {
		select {
		case err := <-done:
			if err != nil {
				r.Err = err.Error()[:min(len(err.Error()), 300)]
			}
		case <-tick:
			if r.Stopped = (cpuTime() - start).Seconds() > most; !r.Stopped {
				continue
			}
		}
		break
	}
	r.Seconds = (cpuTime() - start).Seconds()
	peak, err := peakMemory()
	r.Memory = megabytes(peak)
	return errors.Join(err, json.NewEncoder(os.Stdout).Encode(r))
}

// hostileProcess reads an input in a process of its own.
func hostileProcess(name string, l limitSet, most float64) (r hostileResult, err error) {
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	out, err := exec.Command(self, "hostile", "-input", name, "-limits", string(l), "-most", fmt.Sprint(most)).Output()
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(out, &r)
}

func megabytes(n int64) float64 { return float64(n) / (1 << 20) }

// cell returns the cell of the table.
func (r hostileResult) cell(most float64) string {
	if r.Stopped {
		return fmt.Sprintf("stopped at %.0f s, %.0f MB", most, r.Memory)
	}
	return fmt.Sprintf("%.2f s, %.0f MB", r.Seconds, r.Memory)
}

func sizeText(n int) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
