package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/waymark-go/waymark/examples/internal/assess"
	"github.com/waymark-go/waymark/examples/internal/author"
	"github.com/waymark-go/waymark/examples/internal/check"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/examples/internal/schema"
	"github.com/waymark-go/waymark/examples/server/command"
)

// program is a subcommand: what it says about itself, and how it runs.
type program struct {
	name, arguments, short   string
	long, examples, statuses string
	flags                    func(args []string) *flag.FlagSet // nil if there are none
	first                    []string                          // what the first argument can be; nil means a file
	run                      func(name string, args []string, stdout *os.File, stderr io.Writer) int
}

func programs() []*program {
	return []*program{checkProgram(), reportProgram(), compareProgram(), schemaProgram(), authorProgram(), serveProgram()}
}

func checkProgram() *program {
	return &program{
		name: "check", arguments: "[flags] FILE...", short: "Print the problems of responses, rubrics and other documents",
		long: `check prints what is wrong in responses, rubrics, translations, crosswalks, mappings and
other documents: a line for each problem, file:line:column: code: message. It sees in a file
what it is. If the columns of a sheet are not all clear, it proposes a mapping after the
problems; save it, change what is wrong, and name it with -mapping.`,
		examples: `  waymark check responses.csv
  waymark check -propose responses.csv > mapping.yaml
  waymark check -mapping mapping.yaml responses.csv
  waymark check -rubric rubric.yaml translation.yaml responses.ndjson.gz`,
		statuses: `  0  no problems
  1  there are problems
  2  a flag is wrong, or a file cannot be read
  3  a file has no responses, and there are no problems`,
		flags: func([]string) *flag.FlagSet { return check.Flags() },
		run: func(name string, args []string, stdout *os.File, stderr io.Writer) int {
			return check.Run(name, args, stdout, stderr)
		},
	}
}

// reportStatuses are the exit statuses of report and compare.
const reportStatuses = `  0  all records are in the report
  1  the report leaves out records that were refused; standard error says which
  2  a flag is wrong, or a file cannot be read or written; there is no report
  3  there are no responses, so there is no report`

func reportProgram() *program {
	return &program{
		name: "report", arguments: "[flags] RESPONSES...", short: "Make a report of responses",
		long: `report counts responses and writes a report: as text to standard output, or with -out
to a directory in every format, with a guide for the meeting about it. Results of fewer than
ten people are not shown, in no format; -policy internal shows them, for the team's own eyes.`,
		examples: `  waymark report responses.csv
  waymark report -out results -lang es responses.csv
  waymark report -policy internal -format html responses.csv > internal.html
  waymark report -target maturing -baseline last-year.ndjson responses.ndjson`,
		statuses: reportStatuses,
		flags:    func([]string) *flag.FlagSet { return assess.Flags() },
		run:      assess.Run,
	}
}

func compareProgram() *program {
	return &program{
		name: "compare", arguments: "[flags] BEFORE RESPONSES...", short: "Show what moved since an earlier wave",
		long: `compare shows what moved since an earlier wave. BEFORE is its published report.json or its
responses. It writes only the section about progress; report -baseline BEFORE writes
everything, and -sections chooses. If BEFORE is of an earlier edition of a rubric of your
own, name both editions with -rubric, the later one first, and the way from one to the
other with -crosswalk.`,
		examples: `  waymark compare last-year/report.json responses.csv
  waymark compare -format md last-year.ndjson this-year.ndjson > moved.md`,
		statuses: reportStatuses,
		flags:    func([]string) *flag.FlagSet { return compareFlags() },
		run:      compare,
	}
}

// compareFlags returns the flags of report without the one that the first argument replaces.
func compareFlags() *flag.FlagSet {
	fs := flag.NewFlagSet("compare", flag.ContinueOnError)
	assess.Flags().VisitAll(func(f *flag.Flag) {
		if f.Name != "baseline" {
			fs.Var(f.Value, f.Name, f.Usage)
		}
	})
	return fs
}

// compare runs report with the first file as the baseline.
func compare(name string, args []string, stdout *os.File, stderr io.Writer) int {
	fs := compareFlags()
	fs.SetOutput(stderr)
	fs.Usage = func() {
		fmt.Fprintf(stderr, "usage: %[1]s [flags] BEFORE RESPONSES...; %[1]s -h lists the flags\n", name)
	}
	if err := cli.ParseFlags(fs, args); err != nil {
		return 2
	}
	if fs.NArg() < 2 {
		fs.Usage()
		return 2
	}
	// The flags of the user come last, so that their -sections counts.
	flags := args[:len(args)-fs.NArg()]
	all := append([]string{"-sections", "progress", "-baseline", fs.Arg(0)}, flags...)
	return assess.Run(name, append(all, fs.Args()[1:]...), stdout, stderr)
}

func schemaProgram() *program {
	return &program{
		name: "schema", arguments: "[flags] -out DIR | -restore FILE | -flatten FILE", short: "Write JSON Schemas, forms and spreadsheets to fill in",
		long: `schema writes the JSON Schemas of all documents, for validators and types in other
languages, and for each edition of a rubric the schema of its responses, a UI schema and, in
forms, a spreadsheet to fill in (responses.csv) and forms for SurveyJS, KoboToolbox and ODK.

In flat are schemas for structured output of language models. -restore makes the usual
document of what a model writes with one of them, and -flatten the reverse.`,
		examples: `  waymark schema -out schemas
  waymark schema -rubric rubric.yaml -overlay rubric-es.yaml -out schemas
  waymark schema -restore answer.json > response.json`,
		statuses: `  0  everything is written
  1  a rubric, a translation or the document has problems
  2  a flag is wrong, or a file cannot be read or written`,
		flags: func([]string) *flag.FlagSet { return schema.Flags() },
		run: func(name string, args []string, stdout *os.File, stderr io.Writer) int {
			return schema.Run(name, args, stdout, stderr)
		},
	}
}

func authorProgram() *program {
	return &program{
		name: "author", arguments: "sheet|rubric|overlay|crosswalk|case [flags] [FILE...]", short: "Help to write rubrics, translations and crosswalks",
		long: `author helps to write a rubric of your own. sheet writes a spreadsheet to fill in, or a
rubric as one; rubric makes a rubric of it, or of a 1EdTech CASE package, a FHIR Questionnaire
or the files of OWASP SAMM or DSOMM; overlay drafts a translation or brings one up to date;
crosswalk drafts what became of the competencies of an earlier edition; case writes a CASE
package. waymark author overlay -h lists the flags of overlay.`,
		examples: `  waymark author sheet -out rubric.csv
  waymark author rubric rubric.csv -out rubric.yaml
  waymark author overlay -rubric rubric.yaml -lang es -out rubric-es.yaml
  waymark author crosswalk old.yaml rubric.yaml -out crosswalk.yaml`,
		statuses: `  0  the document is written
  1  the input has problems
  2  a flag is wrong, or a file cannot be read or written`,
		flags: func(args []string) *flag.FlagSet {
			if len(args) == 0 {
				return nil
			}
			return author.Flags(args[0])
		},
		first: author.Commands(),
		run: func(name string, args []string, stdout *os.File, stderr io.Writer) int {
			return author.Run(name, args, stdout, stderr)
		},
	}
}

func serveProgram() *program {
	return &program{
		name: "serve", arguments: "[adduser|backup|restore|export|log] [flags] [ARGUMENT]", short: "Run a web site that collects responses and publishes results",
		long: `serve runs a web site: coordinators create assessments and hand out links, raters answer
without an account, and results are published without exposing small groups. Everything is in
one SQLite file or in a PostgreSQL database. The first start prints a link that makes the first
account. It stops on an interrupt (Ctrl-C) or SIGTERM, when the requests that it has are done.

serve adduser NAME makes an account, or sets its password, which it reads from standard input;
serve backup COPY copies the SQLite file while the server runs; serve restore COPY makes the
file from a copy; serve export ID writes the responses of an assessment. ID is in its address.`,
		examples: `  waymark serve -data waymark.db
  waymark serve -addr :8080 -url https://rate.example.org -proxy
  waymark serve backup -data waymark.db copy.db
  waymark serve export -data waymark.db ID > responses.ndjson`,
		statuses: `  0  the server was stopped, or the command is done
  2  a flag is wrong, the address is taken, or a file or the database does not open`,
		flags: command.Flags,
		first: command.Commands(),
		run:   serve,
	}
}

// serve runs the server until the process is told to stop.
func serve(name string, args []string, stdout *os.File, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command.Run(ctx, name, args, os.Stdin, stdout, stderr); err != nil {
		cli.PrintError(stderr, fmt.Errorf("%s: %w", name, err))
		return 2
	}
	return 0
}
