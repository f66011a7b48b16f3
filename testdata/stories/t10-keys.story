# The reference task by the keyboard alone: ten deliverables, each grown from the last one.

start
expect start page

press Enter, then paste 要望リスト, then press Enter
expect deliverable 要望リスト, selected 要望リスト, undo steps 1
press Tab, then paste 要件案, then press Enter
expect relation 要望リスト -> 要件案, selected 要件案, undo steps 2

# Shift+Tab: what is needed to make this? Ctrl+I makes it know-how.
press shift+Tab, then paste 業界知識, then press ctrl+i, then press Enter
expect relation 業界知識 -> 要件案, 業界知識 is intangible, undo steps 3

# Enter: another one of the same.
press Enter, then paste 利用データ, then press Enter
expect relation 利用データ -> 要件案, selected 利用データ

press Right
expect selected 要件案
press Tab, then paste 追加機能案, then press Enter
expect relation 要件案 -> 追加機能案
press shift+Tab, then paste 開発ノウハウ, then press ctrl+i, then press Enter
expect relation 開発ノウハウ -> 追加機能案
press Right
expect selected 追加機能案
press Tab, then paste レビュー記録, then press Enter
expect relation 追加機能案 -> レビュー記録
press shift+Tab, then paste レビュー観点, then press ctrl+i, then press Enter
expect relation レビュー観点 -> レビュー記録
press Right
expect selected レビュー記録
press Tab, then paste 承認結果, then press Enter
expect relation レビュー記録 -> 承認結果, selected 承認結果

# An operator starts a line from the selection; numbers stand for names while it is typed.
type =5
expect bar line, bar text =5
press Enter
expect sync 追加機能案 = 承認結果, bar closed, keyboard canvas
press Tab, then paste リリース計画, then press Enter
expect relation 承認結果 -> リリース計画
type <2,4
press Enter
expect relation 要件案 -> リリース計画, relation 利用データ -> リリース計画

expect model T10.seika.txt, 10 deliverables, 11 inputs, 1 sync, no overlaps
expect at most 34 presses, at most 41 presses with modifiers, at most 0 pointer events
shot t10-keys
