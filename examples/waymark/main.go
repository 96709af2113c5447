package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/waymark-go/waymark/examples/internal/cli"

	"github.com/waymark-go/waymark/rubric/problem"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout *os.File, stderr io.Writer) int {
	status := 0
	root := &cobra.Command{
		Use:   "waymark",
		Short: "Self-assessments in stages: check responses, report on them, compare waves",
		Long: `waymark turns the ratings of a community into reports that it can act on. It reads NDJSON,
JSON and spreadsheets (CSV), plain or gzip, with the rubric of the California Community
Engagement Initiative or with one of your own.

Exit status: 0; 1 if problems were found or records refused; 2 if a flag is wrong or a file
cannot be read or written; 3 if there are no responses.`,
		Example: `  waymark check responses.csv
  waymark report -out results responses.csv
  waymark compare last-year/report.json responses.csv`,
		Version:      version(),
		SilenceUsage: true, SilenceErrors: true,
	}
	if len(args) > 0 {
		switch args[0] {
		case "--": // which the commands read, each for itself
			args = args[1:]
		case "-version": // as the flags of the programs are written
			args = []string{"--version"}
		}
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	for _, p := range programs() {
		root.AddCommand(p.command(&status, stdout, stderr))
	}
	refuseUnknown(root)
	if len(args) > 0 && problem.FileName(args[0]) != args[0] { // which the library would print as it is
		cli.PrintError(stderr, fmt.Errorf("waymark: unknown command %s; waymark -h lists the commands", problem.FileName(args[0])))
		return 2
	}
	if err := root.Execute(); err != nil {
		cli.PrintError(stderr, fmt.Errorf("waymark: %w; waymark -h lists the commands", err))
		return 2
	}
	return status
}

// refuseUnknown makes help and completion end with an error for a command or shell that does not
// exist, where cobra prints help for a shell to evaluate.
func refuseUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Run = nil
			c.RunE = func(_ *cobra.Command, args []string) error {
				of, rest, err := root.Find(args)
				if err == nil {
					of.InitDefaultHelpFlag()
					of.HelpFunc()(of, rest)
				}
				return err
			}
		case "completion":
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
}

// version returns the version of the build, "(devel)" if it is not known.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	return info.Main.Version
}

// command returns p as a command that sets the exit status. The programs parse their flags
// themselves, so that they take the same ones as under examples: -name, not only --name.
func (p *program) command(status *int, stdout *os.File, stderr io.Writer) *cobra.Command {
	c := &cobra.Command{
		Use: p.name + " " + p.arguments, Short: p.short,
		DisableFlagParsing:    true,
		DisableFlagsInUseLine: true,
		ValidArgsFunction:     p.complete,
		Run: func(_ *cobra.Command, args []string) {
			if wantsHelp(args) {
				p.help(stdout, args)
				return
			}
			if err := p.mistake(args); err != nil {
				cli.PrintError(stderr, fmt.Errorf("waymark %[1]s: %[2]w\nusage: waymark %[1]s %[3]s; waymark %[1]s -h lists the flags", p.name, err, p.arguments))
				*status = 2
				return
			}
			*status = p.run("waymark "+p.name, args, stdout, stderr)
		},
	}
	c.SetHelpFunc(func(_ *cobra.Command, args []string) { p.help(stdout, args) })
	return c
}

// mistake returns what is wrong with the flags. The programs would find it too, and print all of
// their flags after it, which moves the mistake out of sight. Those with commands of their own have few.
func (p *program) mistake(args []string) error {
	if p.first != nil {
		return nil
	}
	if len(args) == 0 {
		return errors.New("no arguments")
	}
	fs := p.flags(args)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return fs.Parse(args)
}

// wantsHelp reports whether the arguments ask for help.
func wantsHelp(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "-h", "-help", "--help":
			return true
		case "--":
			return false
		}
	}
	return false
}

// help writes what the program does, an example, its flags and its exit statuses.
func (p *program) help(w io.Writer, args []string) {
	fmt.Fprintf(w, "%s\n\nUsage:\n  waymark %s %s\n\nExamples:\n%s\n", p.long, p.name, p.arguments, p.examples)
	if fs := p.flags(args); fs != nil {
		fmt.Fprintln(w, "\nFlags:")
		fs.SetOutput(w)
		fs.PrintDefaults()
	}
	fmt.Fprintf(w, "\nExit status:\n%s\n", p.statuses)
}
