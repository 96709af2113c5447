package main

import (
	_ "embed"
	"flag"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
)

//go:embed rubric.yaml
var document []byte

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "write every format to this `directory`")
	if err := cli.ParseFlags(flag.CommandLine, os.Args[1:]); err != nil {
		os.Exit(2)
	}
	if flag.NArg() > 0 {
		log.Fatal("customrubric takes no files; try ./examples/assess -rubric FILE")
	}
	if err := run(*out, os.Stdout); err != nil {
		cli.PrintError(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, stdout *os.File) error {
	r, err := rubric.Load("rubric.yaml", document, nil)
	if err != nil {
		return err // every problem of the file, one on a line
	}
	var tally assess.Tally
	for _, s := range survey(r) {
		resp, err := response(r, s)
		if err != nil {
			return fmt.Errorf("sheet %d: %w", s.number, err)
		}
		if err := tally.Add(resp); err != nil {
			return err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return err
	}
	published, err := summary.Publish(assess.Policy{}) // small groups are hidden
	if err != nil {
		return err
	}
	view, err := report.Build(published, &report.Options{Organization: "Sample Makers' Workshop (made-up data)"})
	if err != nil {
		return err
	}
	if out == "" {
		return text.Write(stdout, view, text.ForTerminal(stdout))
	}
	files, err := cli.WriteFiles(view, out, cli.Formats())
	cli.PrintPaths(stdout, files)
	return err
}

// response makes a response from a sheet. What the rubric does not have, such as
// a sixth stage or an unknown group, assess.NewResponse refuses.
func response(r *rubric.Rubric, s sheet) (*assess.Response, error) {
	ratings := make(map[string]assess.RatingEntry)
	for competency, mark := range s.marks {
		if mark == cannotTell {
			ratings[competency] = assess.RatingEntry{Stage: "dont-know"}
			continue
		}
		stage, _ := r.Spectrum().At(mark)
		ratings[competency] = assess.RatingEntry{Stage: stage.ID()}
	}
	return assess.NewResponse(r, assess.ResponseDocument{
		ID:           fmt.Sprintf("sheet-%03d", s.number),
		Constituency: s.group,
		Date:         s.date.Format(time.DateOnly),
		Ratings:      ratings,
	})
}
