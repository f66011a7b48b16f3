# Japanese is typed with an input method that lets all its keys through to the window: no word is lost, doubled or accepted
# before it is whole, and no key of a composition commands anything.

given language ja, input method that leaks
start
expect start page

# Without a composition typing is as ever, also fast.
press Enter, then type ab
press Enter
expect deliverable ab, keyboard canvas
press Enter, then type cd
press Enter
expect deliverable cd, 2 deliverables

# The Enter that takes a conversion does not take the name.
press Tab, then press shift+Space, then compose nihongo
press Space, then press Enter
expect bar name, bar text 日本語
compose kaki
press Backspace, then press Enter
expect bar name, bar text 日本語か
press Enter
expect deliverable 日本語か, relation cd -> 日本語か, keyboard canvas

# Backspace in a composition deletes nothing of what was there.
press F2
expect bar text 日本語か
compose ka
press Backspace 2 times
expect bar text 日本語か
press Backspace 2 times
expect within 5s bar text 日本
press Enter
expect deliverable 日本, 3 deliverables

# Tab and Esc in a composition are the input method's.
press Tab, then compose ta
press Tab, then press Enter
expect bar name, 3 deliverables
press Enter
expect keyboard canvas, 4 deliverables, relation 日本 -> た
press Tab, then compose sa
press Esc 2 times
expect bar name
press Esc
expect keyboard canvas, 4 deliverables

# On the canvas the first word opens the bar, whole.
compose kyouha
press Space, then press Enter
expect bar name, bar text 今日は, 4 deliverables
press Enter
expect deliverable 今日は, keyboard canvas, 4 deliverables

# A composition outlives a click on the canvas: its Enter brings the word, and accepts nothing.
press Esc
compose neko
click blank 120 below 今日は
press Enter
expect bar line, bar text ねこ, 4 deliverables
press Esc
press Esc
expect keyboard canvas, 4 deliverables
click 今日は
expect selected 今日は

# Five names one after the other, as in a talk.
press Tab, then compose youken
press Space, then press Enter, then press Enter
expect deliverable 要件
press Tab, then compose sekkei
press Space, then press Enter, then press Enter
expect deliverable 設計
press Tab, then compose kakunin
press Space, then press Enter, then press Enter
expect deliverable 確認
press Tab, then compose shounin
press Space, then press Enter, then press Enter
expect deliverable 承認
press Tab, then compose keiyaku
press Space, then press Enter, then press Enter
expect deliverable 契約, 9 deliverables, 7 inputs, undo steps 11
shot japanese

# Thirty words in a hurry: each is a name once, and each a step.
compose-fast neko, inu
expect within 5s deliverable 犬, 9 deliverables, undo steps 41

# Turning the input method off costs no key: the Enter after it accepts. A wide ＠ needs no blank before it.
press Tab, then press shift+Space, then paste （契約の勘）＠佐藤
press Enter
expect deliverable 契約の勘, 契約の勘 is intangible, keyboard canvas, 10 deliverables
