# The reference task with the mouse: handles, drops on blank, many to one, a marquee, a move. Then the questions, and the file.

start
click button First deliverable
expect bar name, no start page
paste 要望リスト, then press Enter
expect deliverable 要望リスト

# A click on a handle makes and joins; a drag from it to a blank place makes one there.
click output handle of 要望リスト
expect bar name, bar asks 要望リスト
paste 要件案, then press Enter
expect relation 要望リスト -> 要件案
drag input handle of 要件案 to blank 60 below 要望リスト
expect bar name
paste （業界知識）, then press Enter
expect relation 業界知識 -> 要件案, 業界知識 is intangible

# A double click on blank makes one that is joined to nothing; a drag from its handle joins it.
double-click blank 180 below 要望リスト
expect bar name
paste 利用データ, then press Enter
expect deliverable 利用データ, 4 deliverables, 2 inputs
drag output handle of 利用データ to 要件案
expect relation 利用データ -> 要件案, undo steps 5

click output handle of 要件案
expect bar name, bar asks 要件案, keyboard bar
paste 追加機能案, then press Enter
expect relation 要件案 -> 追加機能案
drag input handle of 追加機能案 to blank 60 below 要件案
expect bar name
paste (開発ノウハウ), then press Enter
expect relation 開発ノウハウ -> 追加機能案

# Many to one: what is selected is joined, all of it, in one step.
double-click blank 180 below 追加機能案
expect bar name
paste (レビュー観点), then press Enter
expect deliverable レビュー観点, レビュー観点 is intangible
double-click blank 150 right of 追加機能案
expect bar name
paste レビュー記録, then press Enter
expect deliverable レビュー記録
keep window
select 追加機能案, レビュー観点
expect selected 追加機能案 and レビュー観点
drag output handle of 追加機能案 to レビュー記録
expect relation 追加機能案 -> レビュー記録, relation レビュー観点 -> レビュー記録, places as kept

drag output handle of レビュー記録 to blank 100 right of レビュー記録
expect bar name
paste 承認結果, then press Enter
expect relation レビュー記録 -> 承認結果
drag sync handle of 承認結果 to 追加機能案
expect sync 追加機能案 = 承認結果
drag output handle of 承認結果 to blank 200 below 承認結果
expect bar name
paste リリース計画, then press Enter
expect relation 承認結果 -> リリース計画
drag output handle of 要件案 to リリース計画
drag output handle of 利用データ to リリース計画
expect model T10.seika.txt

# A marquee selects what it goes round; a drag moves what is selected, and nothing else.
keep window
drag around 業界知識, 利用データ
expect selected 業界知識 and 利用データ
drag 利用データ by 0,40
expect no places as kept, model as kept
press ctrl+z
expect places as kept

# The picture in order, one step.
press ctrl+l
expect no places as kept, message Ctrl+Z
shot t10-mouse

# Questions come by themselves once a deliverable is ten seconds old and not selected.
press Esc
expect within 30s question K01
shot t10-questions
press F8
expect panel questions, text What must exist at the end?
press Enter
expect bar answer
paste リリース計画, then press Enter
expect リリース計画 is goal, bar closed, no question U05
press F8
expect no selected nothing
shot t10-answered

# Back to the beginning, and forward again.
keep window
press ctrl+z 30 times
expect undo steps 0, 0 deliverables
press ctrl+y 30 times
expect redo steps 0, model as kept, places as kept

press ctrl+s
expect dialog
press ctrl+a, then type t10
press Enter
expect saved, file t10.seika, title t10
keep window
keep file t10.seika

# The power fails. The file is whole, and says the same to whoever opens it again.
kill
start t10.seika
expect model as kept, places as kept, file t10.seika as kept
press ctrl+shift+s
expect dialog
press ctrl+a, then type copy
press Enter
expect saved, file copy.seika same as t10.seika
