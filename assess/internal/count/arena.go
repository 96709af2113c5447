package count

// arena hands out memory from large pages. Pages never move, so what is in them is found
// by a number instead of a pointer, and the garbage collector has nothing to follow
// however many groups there are. Nothing is ever freed.
type arena struct {
	pages   [][]byte
	current int // index of the page with free bytes
	used    int // bytes of the current page
}

// ref is where memory of an arena starts: the number of a page, from 1, and an offset in
// the page. Zero means none.
type ref uint64

const (
	pageBits = 15
	pageSize = 1 << pageBits
)

// at returns the memory from r to the end of its page.
func (a *arena) at(r ref) []byte { return a.pages[r>>pageBits-1][r%pageSize:] }

// alloc returns n bytes that are zero. More than a quarter of a page gets a separate page,
// because the rest of the current page would be lost.
func (a *arena) alloc(n int) ref {
	if n > pageSize/4 {
		a.grow(n)
		return ref(len(a.pages)) << pageBits
	}
	if a.used == 0 || a.used+n > pageSize {
		a.current, a.used = len(a.pages), 0
		a.grow(pageSize)
	}
	r := ref(a.current+1)<<pageBits + ref(a.used)
	a.used += n
	return r
}

// grow adds a page of a size. It writes to the page now: fresh memory that is read first
// costs a page fault for the read and another one for the first write.
func (a *arena) grow(size int) {
	page := make([]byte, size)
	clear(page)
	a.pages = append(a.pages, page)
}
