package api

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// accepted are the unusual arguments that documentation calls valid: name of the function,
// position of the parameter (0 for the receiver) and name of the argument.
var accepted = regexp.MustCompile(`^(` + strings.Join([]string{
	// Any file name and any text is valid.
	`assess\.(Array|CSV|NDJSON|Read|LoadResponse|LoadComments|LoadCommentSheet|LoadConsensus|LoadMapping|LoadPublished|ProposeMapping|TallyCounts) 2 unknown`,
	`assess\.(SummaryRubric|FileInput) 1 unknown`, `assess\.LoadProgress 3 unknown`,
	`form\.(SurveyJSAnswers 2|XMLName 1) unknown`,
	`report\.LoadWords 1 unknown`, `rubric\.(BlockRuns|Blocks|Load|LoadCompanion|LoadCrosswalk|LoadOverlay|TextHash) 1 unknown`, `tidy\.GuardFormula 1 unknown`, `problem\.FileName 1 unknown`, `rubric\.(Competency|Domain|Rubric)\.(Asks|TitleFor|AskedOf|DomainsAskedOf) 1 unknown`,
	// Any rubric is valid.
	`form\.\w+ 1 foreign`, `schema\.\w+ 1 foreign`, `report\.Build(Handbook|Worksheet)? 1 foreign`, `report\.BuildReflection 1 foreign`, `rubric\.(Diff [12]|VerifySources 2) foreign`,
	`assess\.ProposeMapping 1 foreign`, `assess\.LoadCommentSheet 1 foreign`, // a sheet does not name its rubric
	`assess\.(CSV|TallyCounts|Collect) [12] foreign`,       // without records, and Collect reports them
	`assess\.Exclusions\.Add (1 (foreign|nil|zero)|2 nil)`, // what a reader yields
	// The earlier wave of pairs may be of an earlier edition.
	`assess\.PairTally\.Publish 1 foreign`,
	`assess\.By(Constituency|Organization) 1 (empty|broken)`, // what the key starts with
	`assess\.RatingOf 1 (zero|foreign)`,                      // not answered; any rank
	`assess\.Hierarchy\.Node 1 unknown`,                      // no such node
	`assess\.Published\.Place valid`,                         // published by itself
	`assess\.Refused 1 nil`, `problem\.Of valid`,
	`assess\.\w+\.(Raters|Pairs) 1 unknown`, // hidden
	`author\.(ReadSheet|ReadCASE) 1 unknown`, `author\.UpdateOverlay 2 unknown`, `author\.OverlayDraft\.Count 1 unknown`,
	`author\.\w+ [12] foreign`,
	`assess\.Published\.Score 4 zero`,                    // no target
	`assess\.Response\.(Rating|Evidence|Note) 1 foreign`, // not answered
	`assess\.Published\.Levels valid`,                    // the rubric has none
	`report\.Build(Handbook 2|Reflection 3|Worksheet 2) (unknown|zero) (constituency|rule|section|progress|consensus|comments|target)`, `report\.Build(Handbook 2|Reflection 3|Worksheet 2) foreign (target|progress)`, // not about results
	`report\.Labels\.SectionTitle 1 unknown`, `report\.View\.Picture 1 unknown`, `report\.View\.Finding 1 unknown`, `report\.StageBar\.Cells 1 negative`,
	`svg\.(Stage|Letter)Colors 1 negative`,     // none
	`rubric\.Rubric\.StepsOf 1 (zero|foreign)`, // none
	`rubric\.Rubric\.ThemesOf 1 unknown`,       // none
	`text\.ForTerminal 1 nil`,                  // not a terminal
	`problem\.List\.Err valid`,
	`rubric\.Rubric\.BackgroundQuestion valid`, `assess\.Response\.Background valid`, // the rubric has none
	`rubric\.Rubric\.Translation valid`,              // the rubric is not localized
	`rubric\.Competency\.(Descriptor|Wording) valid`, // nor are all competencies described
	`rubric\.Competency\.TitleFor 1 unknown`,         // the title
	`assess\.Consensus\.Agreement valid`,             // nor agreed on
}, "|") + `)$`)

// Every function and method rejects every invalid argument in the way that the documentation
// of package spectrum states.
func TestInvalidArguments(t *testing.T) {
	_, inSource := names(t)
	inSource = slices.DeleteFunc(inSource, func(name string) bool { return strings.HasPrefix(name, "spectrum.") })
	for _, name := range inSource {
		if functions()[name] == nil {
			t.Errorf("%s is not in functions", name)
		}
	}
	f := newFixture(t)
	c := caller{t: t, byType: arguments(t, f), special: special(t, f)}
	rating := assess.Rating(2)
	c.receivers = map[reflect.Type]argument{
		// Some methods change these.
		reflect.TypeFor[*assess.Tally]():     c.byType[reflect.TypeFor[*assess.Tally]()],
		reflect.TypeFor[*assess.PairTally](): c.byType[reflect.TypeFor[*assess.PairTally]()],
		reflect.TypeFor[*assess.Rating]():    arg(&rating),
		// These differ from other values of their type.
		reflect.TypeFor[*rubric.Rubric]():   arg(f.rubric),
		reflect.TypeFor[*assess.Response](): arg(f.responses[0]),
	}
	for _, name := range slices.Sorted(maps.Keys(functions())) {
		c.try(name, reflect.ValueOf(functions()[name]), argument{})
	}
	found := samples(t, f)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !strings.HasPrefix(name, "spectrum.") {
			c.methods(name, found[name])
		}
	}
	t.Logf("%d calls of %d functions and methods with an invalid argument", c.calls, c.functions)
}

// caller calls functions with invalid arguments.
type caller struct {
	t                *testing.T
	byType           map[reflect.Type]argument
	special          map[string]argument
	receivers        map[reflect.Type]argument
	calls, functions int
}

// methods tries the methods of the type that sample points to.
func (c *caller) methods(name string, sample reflect.Value) {
	typ := sample.Type()
	receiver, ok := c.receivers[typ]
	if !ok {
		receiver = arg(sample.Interface())
	}
	// Methods of a type that only loaders make need not work on the zero value.
	receiver.invalid = nil
	if usable := typ.Elem().Kind() != reflect.Struct || !onlyUnexported(typ.Elem()); usable {
		receiver.invalid = map[string]func() any{"zero": func() any { return reflect.New(typ.Elem()).Interface() }}
	}
	for i := range typ.NumMethod() {
		m := typ.Method(i)
		if strings.HasPrefix(m.Name, "Unmarshal") || strings.HasPrefix(m.Name, "Marshal") {
			continue // TestJSON calls them
		}
		c.try(name+"."+m.Name, m.Func, receiver)
	}
}

// try calls f with valid arguments and with each invalid one. Receiver is the first argument of a
// method.
func (c *caller) try(name string, f reflect.Value, receiver argument) {
	c.functions++
	var params []argument
	first := 1
	if receiver.valid != nil {
		params, first = append(params, receiver), 0
	}
	for i := len(params); i < f.Type().NumIn(); i++ {
		a, ok := c.special[fmt.Sprintf("%s %d", name, first+i)]
		if !ok {
			a, ok = c.byType[f.Type().In(i)]
		}
		if !ok && f.Type().In(i).Kind() == reflect.Pointer && f.Type().In(i).Elem().Kind() == reflect.Struct {
			a, ok = arg(reflect.Zero(f.Type().In(i)).Interface()), true // options
		}
		if !ok {
			c.t.Errorf("%s: no argument of type %v", name, f.Type().In(i))
			return
		}
		params = append(params, a)
	}
	if rejected, how := c.call(name, f, params, -1, nil); rejected && !isPredicate(f.Type()) && !accepted.MatchString(name+" valid") {
		c.t.Errorf("%s rejects valid arguments: %s", name, how)
	}
	for i, p := range params {
		for _, what := range slices.Sorted(maps.Keys(p.invalid)) {
			c.calls++
			key := fmt.Sprintf("%s %d %s", name, first+i, what)
			rejected, _ := c.call(name, f, params, i, p.invalid[what]())
			// A zero receiver is valid; it must not make a method panic.
			if isReceiver := receiver.valid != nil && i == 0; !rejected && !isReceiver && !accepted.MatchString(key) {
				c.t.Errorf("%s is accepted", key)
			}
		}
	}
}

// isPredicate reports whether a function returns a bool and nothing else.
func isPredicate(typ reflect.Type) bool {
	return typ.NumOut() == 1 && typ.Out(0).Kind() == reflect.Bool
}

// call calls f with the parameter at the given index replaced. It returns whether f rejects its
// arguments, and reports an error if the way of rejecting them breaks the rule.
func (c *caller) call(name string, f reflect.Value, params []argument, replaced int, by any) (rejected bool, how string) {
	args := make([]reflect.Value, len(params))
	for i, p := range params {
		v := by
		if i != replaced {
			v = p.valid()
		}
		args[i] = reflect.New(f.Type().In(i)).Elem()
		if v != nil {
			args[i].Set(reflect.ValueOf(v))
		}
	}
	typ := f.Type()
	returnsError := typ.NumOut() > 0 && typ.Out(typ.NumOut()-1) == reflect.TypeFor[error]()
	defer func() {
		if v := recover(); v != nil {
			rejected, how = true, fmt.Sprint(v)
			if msg, ok := v.(string); !ok || !strings.HasPrefix(msg, name+": ") || returnsError {
				c.t.Errorf("%s: parameter %d with %T panics: %v", name, replaced, by, v)
			}
		}
	}()
	var results []reflect.Value
	if typ.IsVariadic() {
		results = f.CallSlice(args)
	} else {
		results = f.Call(args)
	}
	return outcome(results)
}

// outcome reports whether results say that arguments were rejected.
func outcome(results []reflect.Value) (rejected bool, how string) {
	for _, r := range results {
		switch v := r.Interface().(type) {
		case error:
			if list, isList := v.(problem.List); !isList || len(list) > 0 {
				return true, v.Error()
			}
		case iter.Seq2[*assess.Response, error]:
			for _, err := range v {
				if err != nil {
					return true, err.Error()
				}
			}
		default:
			switch {
			case r.Kind() == reflect.Func && r.Type().CanSeq():
				for range r.Seq() {
				}
			case r.Kind() == reflect.Func && r.Type().CanSeq2():
				for range r.Seq2() {
				}
			}
		}
	}
	if n := len(results); n > 0 && results[n-1].Kind() == reflect.Bool {
		return !results[n-1].Bool(), "false"
	}
	return false, ""
}
