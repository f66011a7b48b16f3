# To begin with, two commands are enough: make run, make test. Both install what they miss on Debian and its kin.
# Settings: FILE= for run; NAME= SLOW=1 KILLS= IME=1 for e2e; T= NAME= for fuzz; SEED= for test; PART= T= DIVIDE= for torture; OLD= for bench; TAGS= for everything with a window.

# Of the editor. All steps use the same tags: another set compiles the GL binding again, which takes minutes.
# no_emoji: Fyne would keep its font of emoji once for each style, 20 MB in all, and the canvas does not show emoji.
TAGS = x11,migrated_fynedo,no_emoji
# Of tests and checks without a display: no C compiler, no fonts of the system.
HEADLESS = ci,migrated_fynedo

# The restaurant, in the language of whoever runs it.
FILE  = $(if $(filter ja%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))),testdata/lines/E10.seika.txt,testdata/stories/restaurant.seika.txt)
T     = 30s
SEED  = 1
BENCH = .

BUILD_DEBS = gcc libc6-dev pkg-config libgl-dev libx11-dev libxrandr-dev libxxf86vm-dev libxi-dev libxcursor-dev \
             libxinerama-dev libxkbcommon-dev
CHECK_DEBS = poppler-utils qpdf libreoffice-impress libreoffice-calc libreoffice-writer librsvg2-bin graphviz chromium libxml2-utils \
             python3-networkx python3-openpyxl python3-docx
QUICK_DEBS = poppler-utils qpdf librsvg2-bin graphviz libxml2-utils
STORY_DEBS = xvfb libgl1-mesa-dri xdotool xclip imagemagick openbox x11-utils
INPUT_DEBS = uim-xim uim-anthy xfonts-base locales

SHELL       = /bin/bash
.SHELLFLAGS = -euo pipefail -c
MAKEFLAGS  += --no-print-directory
.NOTPARALLEL:

TOOL    = go tool -modfile=internal/tools.mod
PURE    = CGO_ENABLED=0
# Fyne is not compiled without C on macOS.
CHECK   = CGO_ENABLED=$(if $(filter Darwin,$(shell uname -s)),1,0)
NOT_RUN = build/not-run
SOURCES = find . -name '*.go' -not -path './build/*' -print0

.PHONY: run test e2e test-export test-export-quick export-pictures bench bench-layout layout-pictures worker fuzz golden docs alarms views pictures sizes licences vulnerable release elsewhere editor editor-ime imefix cli style unit build-debs story-debs begin

run: build-debs editor
	./build/seika $(FILE)

# What could not run is listed at the end and never counts as passed.
test: begin style unit cli
	@if internal/tools/need.sh "the editor" $(BUILD_DEBS) && command -v "$$(go env CC)" >/dev/null; then \
		$(MAKE) editor TAGS=$(TAGS); \
	else echo "build of the editor: no C compiler or libraries" >> $(NOT_RUN); fi
	@if [ -s $(NOT_RUN) ]; then \
		sed 's/^/NOT RUN: /' $(NOT_RUN); \
		echo "make test: the rest passed, but $$(wc -l < $(NOT_RUN)) part(s) did NOT RUN"; \
	else echo "make test: everything ran and passed"; fi

begin:
	@mkdir -p build
	@: > $(NOT_RUN)

style:
	@echo "gofumpt, vet, staticcheck"
	@list="$$($(SOURCES) | xargs -0 $(TOOL) gofumpt -l)"; \
	if [ -n "$$list" ]; then echo "not formatted as gofumpt does:"; echo "$$list"; exit 1; fi
	@$(CHECK) go vet -tags $(HEADLESS) ./...
	@$(CHECK) $(TOOL) staticcheck -tags $(HEADLESS) ./...
	@$(CHECK) $(TOOL) staticcheck -tags $(HEADLESS),probe,e2e ./ui ./internal/story

# Random tests start from one seed, so that the same tree passes or fails alike everywhere; make unit SEED=0 draws another.
unit:
	@random="$$($(CHECK) go list -tags $(HEADLESS) -f '{{.ImportPath}} {{.Imports}} {{.TestImports}} {{.XTestImports}}' ./... | \
		grep -E 'pgregory.net/rapid|exporttest' | cut -d' ' -f1 | grep -v /exporttest)"; \
	$(CHECK) go test -tags $(HEADLESS) $$($(CHECK) go list -tags $(HEADLESS) ./... | grep -vxF "$$random") && \
	$(CHECK) go test -tags $(HEADLESS) $$random -rapid.seed=$(SEED)

# One file for any machine of this system: no display, no C library.
cli: worker
	$(PURE) go build -o build/seika-cli ./cmd/seika

# Graphviz for "seika layout --engine graphviz" and the editor, looked for beside them.
worker:
	$(PURE) go build -trimpath -o build/seika-layout ./cmd/seika-layout

editor: worker
	CGO_ENABLED=1 go build -tags $(TAGS) -o build/seika ./cmd/seika

# The editor with a window library that keeps the keys of a composition under X11 to the input method.
editor-ime: build-debs worker imefix
	CGO_ENABLED=1 go build $(IMEFIX) -o build/seika ./cmd/seika

IMEFIX = -modfile=build/imefix/imefix.mod -tags $(TAGS),imefix
imefix:
	@go run ./internal/tools/imefix

# The stories, on the real program in a display of their own.
e2e: export STORY_TAGS = $(TAGS)
e2e: export STORY_NAME = $(NAME)
e2e: export STORY_SLOW = $(SLOW)
e2e: export STORY_KILLS = $(KILLS)
e2e: export STORY_IMEFIX = $(IME)
e2e: build-debs story-debs
	$(if $(IME),@go run ./internal/tools/imefix)
	CGO_ENABLED=1 go test -tags $(TAGS),e2e -count=1 -timeout 20m ./internal/story/...

# Programs that others made open what is written: a table of formats and checks.
test-export:
	@internal/tools/need.sh "opening what is written with other programs" $(CHECK_DEBS)
	@internal/tools/export-checks.sh "$(CURDIR)/build/checks"
	SEIKA_NAUGHTY=all $(CHECK) go test -tags $(HEADLESS),foreign -count=1 -timeout 30m -v -run 'Foreign|Naughty' ./internal/export/all

# Its quick part, with small programs alone. One that is not here, and cannot be installed, is named and left out.
test-export-quick:
	@internal/tools/need.sh "opening what is written with small programs" $(QUICK_DEBS) || true
	SEIKA_FOREIGN=quick $(CHECK) go test -tags $(HEADLESS),foreign -count=1 -v -run Foreign ./internal/export/all

# The pictures of docs/export.md: what other programs show of what is written.
export-pictures: cli
	@internal/tools/need.sh "the pictures of files" $(CHECK_DEBS)
	@internal/tools/export-pictures.sh "$(CURDIR)/build/seika-cli" "$(CURDIR)/docs/export"

# The pictures of the documents that show the window, but for read-only-folder-*.
pictures:
	$(MAKE) e2e NAME=pictures
	$(MAKE) e2e NAME=questions
	$(MAKE) e2e NAME=views
	$(MAKE) e2e NAME=keeping
	@mkdir -p docs/pictures
	cp build/shots/{window,questions,line,offered,meeting,beside,changes,compare,versions}-*.png docs/pictures/

bench:
	@mkdir -p build
	$(CHECK) go test -tags $(HEADLESS) -run '^$$' -bench '$(BENCH)' -benchmem -count 10 -timeout 60m ./... | tee build/bench.txt
	$(TOOL) benchstat $(OLD) build/bench.txt
	@$(MAKE) bench-window TAGS=$(TAGS)

# The real window on 1,000 deliverables, beside what it must cost; also as build/bench-window.json.
bench-window: export STORY_TAGS = $(TAGS)
bench-window: build-debs story-debs
	CGO_ENABLED=1 go test -tags $(TAGS),e2e -run '^$$' -bench 'Window|Gaps' -benchtime 1x -timeout 20m ./internal/story

# Our layout beside native dot on the stored graphs: quality, then CPU time, run in turn; what must be reached, and is not.
bench-layout:
	@internal/tools/need.sh "comparing with dot" graphviz
	$(CHECK) go test -tags $(HEADLESS),versus -count=1 -timeout 20m -v -run 'VersusDot' ./internal/layout/layered

# Ten examples by both engines, for docs/layout.md.
layout-pictures: cli
	@internal/tools/need.sh "joining pictures" imagemagick
	@internal/tools/layout-pictures.sh build/seika-cli docs/pictures/layout

# Go fuzzes one target at a time.
fuzz:
	@grep -rlE --include='*_test.go' '^func Fuzz' . | grep -v '^./build/' | sort | while read -r file; do \
		for target in $$(grep -oE '^func Fuzz\w*$(NAME)\w*' "$$file" | cut -c6-); do \
			echo "$$(dirname "$$file") $$target"; \
			$(CHECK) go test -tags $(HEADLESS) -run '^$$' -fuzz "^$$target\$$" -fuzztime $(T) "$$(dirname "$$file")"; \
		done; \
	done

# What takes minutes, with its counts: all of it, or PART=; DIVIDE=10 does a tenth. As root it cuts the power of a disk of its own.
DIVIDE = 1
torture:
	@go run ./internal/tools/torture $(if $(PART),-part $(PART)) -divide $(DIVIDE) -fuzz $(T)

# Only tests that import golden know -update.
golden:
	$(CHECK) go test -tags $(HEADLESS) -count=1 $$(grep -rlF --include='*_test.go' '"seika/internal/golden"' . | \
		grep -v '^./build/' | xargs -n1 dirname | sort -u) -update
	git --no-pager diff --stat -- testdata docs

docs:
	$(CHECK) go test -tags $(HEADLESS) -count=1 ./internal/docs -update
	git --no-pager diff --stat -- docs

# How often each rule fires, on the examples and, where they are at hand, on process models that others drew; or on MODELS.
MODELS = testdata/lines/E*.seika.txt $(wildcard $(VIEWS))
alarms:
	@$(CHECK) go run -tags $(HEADLESS) ./internal/tools/alarms $(MODELS)

# What becomes of task views: a row a file. The same bytes for the same files, but for VIEWS='-ms …', which adds the time.
VIEWS = ../shared/corpus/bpmn/*.bpmn ../shared/corpus/pfd/*.pfdsl ../shared/corpus/pfd/*.drawio
views:
	@$(CHECK) go run -tags $(HEADLESS) ./internal/tools/views $(VIEWS)

sizes:
	@go run ./internal/tools/sizes

# Whether all of it, tests too, compiles for Windows and, but for the window, which takes C there, for macOS.
elsewhere:
	@for os in windows darwin; do \
		said=$$($(PURE) GOOS=$$os go vet -tags $(HEADLESS) ./... 2>&1 | grep -v -e '^#' -e /fyne.io/ || true); \
		[ -z "$$said" ] || { echo "$$said"; exit 1; }; \
	done

# The editor for this system, the command line for all.
RELEASE = -trimpath -ldflags '-s -w'
release: build-debs imefix elsewhere
	@rm -rf build/release && mkdir -p build/release
	CGO_ENABLED=1 go build $(RELEASE) $(IMEFIX) -o build/release/seika-editor ./cmd/seika
	@for system in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64; do \
		os=$${system%/*}; arch=$${system#*/}; suffix=; [ $$os != windows ] || suffix=.exe; \
		echo "build/release/seika-$$os-$$arch$$suffix"; \
		$(PURE) GOOS=$$os GOARCH=$$arch go build $(RELEASE) -o build/release/seika-$$os-$$arch$$suffix ./cmd/seika; \
		$(PURE) GOOS=$$os GOARCH=$$arch go build $(RELEASE) -o build/release/seika-layout-$$os-$$arch$$suffix ./cmd/seika-layout; \
	done
	cp LICENSE build/release/
	cp -r cmd/seika-layout/licences build/release/seika-layout-licences
	@$(MAKE) licences > build/release/LICENCES.txt

# What holds for the parts of others that the programs are made of, on any system: texts that must go with them.
LISTED = go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}'
licences:
	@{ printf 'Go\t%s\nFonts\tassets/fonts\n' "$$(go env GOROOT)"; \
	{ CGO_ENABLED=1 $(LISTED) -tags $(TAGS) ./cmd/seika; \
	for os in linux darwin windows; do $(PURE) GOOS=$$os $(LISTED) ./cmd/seika ./cmd/seika-layout; done; } | sort -u; } \
	| go run ./internal/tools/licences

# Whether a fault is known of a module, or of the Go that is here, that the program can meet. It asks vuln.go.dev, so it is no
# part of a release that can be made without a network.
vulnerable: build-debs
	CGO_ENABLED=1 go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 -tags $(TAGS) ./cmd/...

build-debs:
	@internal/tools/need.sh "the editor" $(BUILD_DEBS)

story-debs:
	@internal/tools/need.sh "the stories" $(STORY_DEBS)
	@internal/tools/need.sh "the story of Japanese input, which is skipped without them" $(INPUT_DEBS) || true
