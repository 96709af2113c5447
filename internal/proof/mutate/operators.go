package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// mutant is one change of a file.
type mutant struct {
	file     string // relative to the module
	function string // Type.Method or a function; empty outside of functions
	operator string
	source   string // the source text of what changes, on one line
	becomes  string
	nth      int // counts the mutants of the function that are alike otherwise

	id         int
	decl       *ast.FuncDecl // nil outside of functions
	start, end int           // offsets in the file
	text       string        // the replacement
}

// key identifies the mutant. It does not depend on lines, so that changes elsewhere in the
// file, or of other things in the function, leave it as it is.
func (m *mutant) key() string {
	s := fmt.Sprintf("%s %s: %s: %s => %s", m.file, m.function, m.operator, m.source, m.becomes)
	if m.nth > 1 {
		s += " #" + strconv.Itoa(m.nth)
	}
	return s
}

// maxShown is how many bytes of source text are part of a key.
const maxShown = 90

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxShown {
		s = strings.ToValidUTF8(s[:maxShown], "") + "..."
	}
	return s
}

// finder finds the mutants of a file.
type finder struct {
	file  string
	src   string
	base  token.Pos // of the file
	info  *types.Info
	found []*mutant

	decl  *ast.FuncDecl
	name  string
	stack []ast.Node // the ancestors of the current node, itself last
}

func (f *finder) text(n ast.Node) string { return f.src[f.offset(n.Pos()):f.offset(n.End())] }

func (f *finder) offset(p token.Pos) int { return int(p - f.base) }

// add adds a mutant that replaces the text from start to end. It is shown as a change of
// the node.
func (f *finder) add(operator string, shown ast.Node, start, end token.Pos, text string) {
	m := &mutant{
		file: f.file, function: f.name, operator: operator, decl: f.decl,
		start: f.offset(start), end: f.offset(end), text: text,
	}
	first, last := f.offset(shown.Pos()), f.offset(shown.End())
	m.source = oneLine(f.src[first:last])
	if m.end <= last {
		m.becomes = oneLine(f.src[first:m.start] + text + f.src[m.end:last])
	}
	if strings.HasSuffix(m.source, "...") && m.source == m.becomes { // the change is further on
		m.becomes = oneLine(text)
	}
	f.found = append(f.found, m)
}

// replace adds a mutant that replaces a node.
func (f *finder) replace(operator string, n ast.Node, text string) {
	f.add(operator, n, n.Pos(), n.End(), text)
}

// declaration finds the mutants of a declaration of a file.
func (f *finder) declaration(d ast.Decl) {
	f.decl, f.name = nil, ""
	if fn, ok := d.(*ast.FuncDecl); ok {
		if fn.Body == nil || fn.Name.Name == "init" {
			return
		}
		f.decl, f.name = fn, functionName(fn)
		f.walk(fn.Body)
		return
	}
	gen := d.(*ast.GenDecl)
	if gen.Tok != token.CONST && gen.Tok != token.VAR {
		return
	}
	for _, s := range gen.Specs {
		f.name = s.(*ast.ValueSpec).Names[0].Name
		f.walk(s)
	}
}

func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + fn.Name.Name
		default:
			return fn.Name.Name
		}
	}
}

func (f *finder) walk(root ast.Node) {
	f.stack = f.stack[:0]
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			f.stack = f.stack[:len(f.stack)-1]
			return true
		}
		f.stack = append(f.stack, n)
		f.node(n)
		return true
	})
}

// parent returns an ancestor of the current node; 1 is the nearest.
func (f *finder) parent(k int) ast.Node {
	if k >= len(f.stack) {
		return nil
	}
	return f.stack[len(f.stack)-1-k]
}

func (f *finder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		f.binary(n)
	case *ast.UnaryExpr:
		switch n.Op {
		case token.NOT:
			f.replace("not", n, f.text(n.X))
		case token.SUB:
			f.replace("arithmetic", n, f.text(n.X))
		}
	case *ast.BasicLit:
		f.literal(n)
	case *ast.IfStmt:
		f.condition(n.Cond)
	case *ast.ForStmt:
		if n.Cond != nil {
			f.replace("loop", n.Cond, "false && ("+f.text(n.Cond)+")")
		}
	case *ast.RangeStmt:
		f.loop(n)
	case *ast.IncDecStmt:
		op := map[token.Token]string{token.INC: "--", token.DEC: "++"}[n.Tok]
		f.add("increment", n, n.TokPos, n.End(), op)
		f.replace("deletion", n, "")
	case *ast.ReturnStmt:
		f.results(n)
	case *ast.AssignStmt:
		f.assignment(n)
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && !f.reserves(call) {
			f.replace("deletion", n, "")
		}
	case *ast.DeferStmt:
		f.replace("deletion", n, "")
	case *ast.CaseClause:
		// A switch without an expression is a chain of conditions.
		if s, ok := f.parent(2).(*ast.SwitchStmt); ok && s.Tag == nil {
			for _, c := range n.List {
				f.condition(c)
			}
		}
	}
}

// reserves reports whether a call reserves capacity only.
func (f *finder) reserves(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Grow"
}

func (f *finder) condition(c ast.Expr) {
	f.replace("condition", c, "true || ("+f.text(c)+")")
	f.replace("condition", c, "false && ("+f.text(c)+")")
}

func (f *finder) binary(n *ast.BinaryExpr) {
	boundary := map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">"}
	negation := map[token.Token]string{
		token.LSS: ">=", token.LEQ: ">", token.GTR: "<=", token.GEQ: "<", token.EQL: "!=", token.NEQ: "==",
	}
	logic := map[token.Token]string{token.LAND: "||", token.LOR: "&&"}
	end := n.OpPos + token.Pos(len(n.Op.String()))
	for _, o := range []struct {
		name string
		ops  map[token.Token]string
	}{{"boundary", boundary}, {"negation", negation}, {"logic", logic}, {"arithmetic", arithmetic()}} {
		if op, ok := o.ops[n.Op]; ok {
			f.add(o.name, n, n.OpPos, end, op)
		}
	}
}

func arithmetic() map[token.Token]string {
	return map[token.Token]string{
		token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.REM: "*",
		token.SHL: ">>", token.SHR: "<<", token.AND: "|", token.OR: "&", token.AND_NOT: "&", token.XOR: "&",
	}
}

// literal changes an integer by one, unless it is a capacity.
func (f *finder) literal(n *ast.BasicLit) {
	v, err := strconv.ParseInt(n.Value, 0, 64)
	if n.Kind != token.INT || err != nil {
		return
	}
	shown := f.parent(1)
	if call, ok := shown.(*ast.CallExpr); ok {
		if fun, ok := call.Fun.(*ast.Ident); ok && fun.Name == "make" && len(call.Args) == 3 && call.Args[2] == n || f.reserves(call) {
			return
		}
	}
	if shown == nil {
		shown = n
	}
	if _, ok := shown.(*ast.Field); ok {
		return
	}
	f.add("constant", shown, n.Pos(), n.End(), strconv.FormatInt(v+1, 10))
	if less := strconv.FormatInt(v-1, 10); v > 0 {
		f.add("constant", shown, n.Pos(), n.End(), less)
	} else {
		f.add("constant", shown, n.Pos(), n.End(), "("+less+")")
	}
}

// loop drops the first or the last round of a loop.
func (f *finder) loop(n *ast.RangeStmt) {
	tv, ok := f.info.Types[n.X]
	if !ok {
		return
	}
	x := f.text(n.X)
	switch t := tv.Type.Underlying().(type) {
	case *types.Slice:
		f.replace("loop", n.X, "waymarkTail("+x+")")
		f.replace("loop", n.X, "waymarkHead("+x+")")
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			f.replace("loop", n.X, "("+x+")-1")
			f.replace("loop", n.X, "("+x+")+1")
		}
	case *types.Map, *types.Signature:
		f.add("loop", n.X, n.Body.Lbrace+1, n.Body.Lbrace+1, " break; ")
		last := f.found[len(f.found)-1]
		last.becomes = "no round of " + last.source
	}
}

// results replaces each result of a return statement by its zero value.
func (f *finder) results(n *ast.ReturnStmt) {
	var of *ast.FuncType
	for k := len(f.stack) - 1; k >= 0 && of == nil; k-- {
		if lit, ok := f.stack[k].(*ast.FuncLit); ok {
			of = lit.Type
		}
	}
	if of == nil && f.decl != nil {
		of = f.decl.Type
	}
	if of == nil || of.Results == nil || len(n.Results) != of.Results.NumFields() {
		return
	}
	var kinds []ast.Expr
	for _, field := range of.Results.List {
		for range max(1, len(field.Names)) {
			kinds = append(kinds, field.Type)
		}
	}
	for k, r := range n.Results {
		switch s := f.text(r); {
		case s == "nil" || s == "0" || s == `""` || s == "false":
		case isEmpty(r):
		default:
			f.add("return", n, r.Pos(), r.End(), "waymarkZero["+f.text(kinds[k])+"]("+s+")")
			last := f.found[len(f.found)-1]
			last.becomes = "zero for " + oneLine(s)
		}
	}
}

// isEmpty reports whether an expression is a composite literal without elements.
func isEmpty(e ast.Expr) bool {
	c, ok := e.(*ast.CompositeLit)
	return ok && len(c.Elts) == 0
}

// assignment deletes an assignment, and changes the operator of one.
func (f *finder) assignment(n *ast.AssignStmt) {
	switch n.Tok {
	case token.DEFINE:
		return
	case token.ASSIGN:
		if !f.inStatement(n) {
			return
		}
		if len(n.Lhs) == 1 && f.text(n.Lhs[0]) == "_" {
			return
		}
		f.replace("deletion", n, "")
		return
	}
	op := n.Tok.String()
	for from, to := range arithmetic() {
		if from.String()+"=" == op {
			f.add("arithmetic", n, n.TokPos, n.TokPos+token.Pos(len(op)), to+"=")
		}
	}
	if f.inStatement(n) {
		f.replace("deletion", n, "")
	}
}

// inStatement reports whether a statement can be deleted: it is one of a list.
func (f *finder) inStatement(n ast.Stmt) bool {
	switch p := f.parent(1).(type) {
	case *ast.BlockStmt, *ast.CommClause:
		return true
	case *ast.CaseClause:
		return true
	case *ast.IfStmt:
		return p.Init == n
	case *ast.ForStmt:
		return p.Init == n || p.Post == n
	}
	return false
}
