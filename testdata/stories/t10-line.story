# The reference task by lines in the bar: whole relations as they are told, with numbers for what has a name already.

start
expect start page

name 要望リスト
type ,(
name 業界知識
type ),
name 利用データ
type >
name 要件案
press Enter
type 4,(
name 開発ノウハウ
type )>
name 追加機能案
press Enter
type 6,(
name レビュー観点
type )>
name レビュー記録
press Enter
type 6=
name 承認結果
press Enter
type 8>9
press Enter
type 9,4,3>
name リリース計画
press Enter

expect model T10.seika.txt, 10 deliverables, 11 inputs, 1 sync, no overlaps
expect at most 32 presses, at most 43 presses with modifiers, at most 0 pointer events
shot t10-line

# What is copied as a table makes one wherever it is pasted.
press Esc 2 times
press ctrl+shift+c
expect text Sentences
press Down 2 times
press Enter
expect html on the clipboard 追加機能案, clipboard 追加機能案
