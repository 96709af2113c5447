package assess

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// config is what the command line says.
type config struct {
	baseline, consensus, lang, out string
	policyName, formatNames        string
	rubrics                        cli.RubricFlags
	known                          *cli.Rubrics
	policy                         assess.Policy
	formats                        []cli.Format
	targets                        []string
	sheets                         cli.SheetFlags
	aligned                        string
	invited                        assess.Invitations
	wording                        string
	titles                         titleFlags
	background                     string
	byteOrderMark                  bool
	commentsOut, commentsIn        string
	inputs                         []string
}

// Flags returns the flags of the program.
func Flags() *flag.FlagSet { return new(config).flags("assess", io.Discard) }

// flags returns the flags, which set c.
func (c *config) flags(name string, stderr io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	c.rubrics.Register(fs, "the embedded edition that the responses name")
	fs.StringVar(&c.baseline, "baseline", "", "`file` of an earlier wave to compare with: its report.json or its responses")
	fs.StringVar(&c.policyName, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&c.lang, "lang", "", "language `code` of the report, such as es; without a translation of the rubric, of the report's own words")
	fs.StringVar(&c.formatNames, "format", "", "`formats` with commas between them: "+cli.FormatNames()+" (default text; all of them with -out)")
	fs.StringVar(&c.out, "out", "", "write files to this `directory`")
	fs.BoolVar(&c.byteOrderMark, "bom", false, "begin CSV files with a byte order mark, so that Excel reads accented letters")
	fs.StringVar(&c.consensus, "consensus", "", "`file` with what a team agreed on")
	fs.Func("target", "a goal: `STAGE` for all domains, or ID=STAGE for one domain or competency; may be repeated", func(s string) error {
		c.targets = append(c.targets, s)
		return nil
	})
	fs.StringVar(&c.wording, "wording", "", "how much of the rubric's wording is repeated: `full, sentence or titles` (default by the size of the rubric)")
	fs.StringVar(&c.aligned, "aligned", "", "only competencies that refer to a `FRAMEWORK`, or to a part of it: FRAMEWORK=ID")
	fs.Func("invited", "how many people were invited: `CONSTITUENCY=N`, or N in all; may be repeated", c.addInvited)
	c.titles.register(fs)
	fs.StringVar(&c.background, "background", "", "also write a report for each answer to a background `question` of the rubric, by id, to a directory below -out")
	fs.StringVar(&c.commentsOut, "comments-out", "", "write what raters wrote to a new `file` (.csv or .json), for somebody to review")
	fs.StringVar(&c.commentsIn, "comments", "", "reviewed `file` of comments; reports show those that are cleared, public ones only those that are public too")
	c.sheets.Register(fs)
	fs.Usage = func() {
		fmt.Fprintf(stderr, "usage: %s [flags] RESPONSES...\n", name)
		fs.PrintDefaults()
	}
	return fs
}

func parse(name string, args []string, stderr io.Writer) (*config, error) {
	var c config
	fs := c.flags(name, stderr)
	if err := cli.ParseFlags(fs, args); err != nil {
		return nil, err
	}
	c.inputs = fs.Args()
	for _, name := range c.inputs {
		if strings.HasPrefix(name, "-") && name != "-" {
			return nil, fmt.Errorf("%s: flags go before the files", problem.FileName(name))
		}
	}
	if len(c.inputs) == 0 {
		fs.Usage()
		return nil, errors.New("name at least one file of responses, or - for standard input")
	}
	var err error
	if c.formats, err = chooseFormats(c.formatNames, c.out != ""); err != nil {
		return nil, err
	}
	if c.byteOrderMark {
		c.formats = cli.WithByteOrderMark(c.formats)
	}
	if c.policy, err = cli.Policy(c.policyName); err != nil {
		return nil, fmt.Errorf("-policy %s: %w", problem.FileName(c.policyName), err)
	}
	if err := c.checkBackground(); err != nil {
		return nil, err
	}
	return &c, nil
}

// addInvited reads a value of -invited.
func (c *config) addInvited(s string) error {
	id, number, ok := strings.Cut(s, "=")
	if !ok {
		id, number = assess.AllRaters, s
	}
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a number of people", number)
	}
	if _, ok := c.invited[id]; ok {
		return errors.New("it is there already")
	}
	if c.invited == nil {
		c.invited = make(assess.Invitations)
	}
	c.invited[id] = n
	return nil
}

func chooseFormats(list string, files bool) ([]cli.Format, error) {
	switch {
	case list == "" && files:
		return cli.Formats(), nil
	case list == "":
		return cli.ParseFormats("text")
	}
	formats, err := cli.ParseFormats(list)
	if err == nil && len(formats) > 1 && !files {
		return nil, errors.New("more than one format needs -out")
	}
	return formats, err
}

// competencies returns the ids of the competencies that -aligned selects.
func (c *config) competencies(r *rubric.Rubric) ([]string, error) {
	if c.aligned == "" {
		return nil, nil
	}
	framework, id, part := strings.Cut(c.aligned, "=")
	found := r.Aligned(framework)
	if part {
		found = r.Aligned(framework, id)
	}
	var ids []string
	for competency := range found {
		ids = append(ids, competency.ID())
	}
	if len(ids) == 0 {
		known := strings.Join(slices.Collect(r.Frameworks()), ", ")
		return nil, fmt.Errorf("-aligned %s: no competency of %s refers to it; its frameworks: %s", problem.FileName(c.aligned), r.Ref(), cmp.Or(known, "none"))
	}
	return ids, nil
}

// targetStages looks the goals up in the rubric.
func (c *config) targetStages(r *rubric.Rubric) (map[string]spectrum.Stage, error) {
	targets := make(map[string]spectrum.Stage)
	for _, t := range c.targets {
		id, name, ok := strings.Cut(t, "=")
		if !ok {
			id, name = "", t
		}
		stage, ok := r.Spectrum().Stage(name)
		if !ok {
			return nil, fmt.Errorf("-target %s: %s has no stage %q", problem.FileName(t), r.Ref(), name)
		}
		targets[id] = stage
	}
	return targets, nil
}
