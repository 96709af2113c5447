package main

import (
	"flag"
	"strings"

	"github.com/spf13/cobra"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
)

// complete returns what the last word of a command line can be. Without an answer the shell
// completes the names of files.
func (p *program) complete(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if p.first != nil && len(args) == 0 && !strings.HasPrefix(word, "-") {
		return p.first, cobra.ShellCompDirectiveNoFileComp
	}
	fs := p.flags(args)
	if fs == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if f := waiting(fs, args); f != nil {
		return values(f)
	}
	if !strings.HasPrefix(word, "-") || word == "-" && len(args) > 0 && args[len(args)-1] == "--" {
		return nil, cobra.ShellCompDirectiveDefault
	}
	dashes := "-"
	if strings.HasPrefix(word, "--") {
		dashes = "--"
	}
	var flags []string
	fs.VisitAll(func(f *flag.Flag) {
		_, usage := flag.UnquoteUsage(f)
		flags = append(flags, dashes+f.Name+"\t"+usage)
	})
	return flags, cobra.ShellCompDirectiveNoFileComp
}

// waiting returns the flag whose value comes after the arguments, nil if there is none.
func waiting(fs *flag.FlagSet, args []string) *flag.Flag {
	if len(args) == 0 || !strings.HasPrefix(args[len(args)-1], "-") {
		return nil
	}
	f := fs.Lookup(strings.TrimLeft(args[len(args)-1], "-")) // no flag has "=" in its name
	if f == nil {
		return nil
	}
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return nil
	}
	return f
}

// values returns what the value of a flag can be.
func values(f *flag.Flag) ([]string, cobra.ShellCompDirective) {
	var list []string
	switch f.Name {
	case "policy":
		list = []string{"public", "internal"}
	case "format":
		list = strings.Split(cli.FormatNames(), ",")
	case "lang", "language":
		list = report.Languages()
	case "wording":
		list = []string{"full", "sentence", "titles"}
	case "keep":
		list = []string{"first", "last", "latest", "none"}
	case "encoding":
		list = []string{"utf-8", "utf-16", "windows-1252", "iso-8859-1", "macintosh"}
	case "from":
		list = []string{"sheet", "case", "fhir", "samm", "dsomm"}
	case "sections":
		for _, s := range report.Sections() {
			list = append(list, string(s))
		}
	case "rubric":
		for _, edition := range cei.Editions() {
			list = append(list, "cei@"+edition)
		}
		return list, cobra.ShellCompDirectiveDefault // or a file
	}
	if list != nil {
		return list, cobra.ShellCompDirectiveNoFileComp
	}
	if name, _ := flag.UnquoteUsage(f); name == "directory" {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return nil, cobra.ShellCompDirectiveDefault
}
