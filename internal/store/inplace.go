package store

import (
	"errors"

	"seika/internal/lang"
	"seika/internal/store/fsx"
)

// overwrite writes in place, where nothing else can be done. A power cut may leave a mixture of old and new, so both are made
// versions first, and the person has to agree.
func (s *saving) overwrite(old *look, why lang.Msg) (How, error) {
	path := s.home.real
	if !s.Request.InPlace && !s.home.inPlace {
		return 0, &Problem{Kind: NeedsConsent, Path: path, Say: lang.M("store.in_place", "path", path, "why", why)}
	}
	s.home.inPlace = true
	if err := s.keep(&s.home, s.Bytes); err != nil || !old.kept {
		return 0, &Problem{Kind: Failed, Path: path, Err: err, Say: lang.M("store.in_place_unkept", "path", path)}
	}
	if err := s.still(old); err != nil {
		return 0, err
	}
	if s.WritingOver != nil {
		s.WritingOver()
	}
	begun, err := s.writeOver(s.Bytes, old.info.ID)
	switch {
	case err == nil:
		return InPlace, s.settle(nil)
	case errors.Is(err, fsx.ErrChanged):
		return 0, err
	case !begun:
		return 0, s.trouble(path, s.Bytes, err)
	}
	// Back to the old bytes: they need no more room than there was.
	s.home.suspect = true
	if _, back := s.writeOver(old.data, old.info.ID); back == nil {
		return 0, s.trouble(path, s.Bytes, err)
	}
	return 0, s.torn(err)
}

// torn remembers a broken file as ours, so that the next save is not taken for a conflict.
func (s *saving) torn(err error) error {
	path := s.home.real
	s.touched = true
	if data, err := fsx.ReadFile(s.FS, path); err == nil {
		s.home.seen = SumOf(data)
	}
	return &Problem{Kind: Torn, Path: path, Seen: s.home.seen, Err: err, Say: lang.M("store.torn", "path", path, "cause", cause(err))}
}

// writeOver does not cut the file first: most of the old bytes stay readable for as long as possible.
func (s *saving) writeOver(data []byte, id fsx.FileID) (begun bool, err error) {
	f, err := s.FS.OpenWrite(s.home.real)
	if err != nil {
		return false, err
	}
	info, err := f.Stat()
	if err == nil && info.ID != id {
		err = fsx.ErrChanged
	}
	if err != nil {
		return false, errors.Join(err, f.Close())
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Truncate(int64(len(data)))
	}
	if err == nil {
		err = fsx.Sync(f)
	}
	return true, errors.Join(err, fsx.Close(f))
}
