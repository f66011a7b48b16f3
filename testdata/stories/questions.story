# The feature as it was first told becomes the feature as it is, by answering questions alone. Also the views that go with
# questions: sifting, explaining, muting, the meeting, and what if somebody were gone.

given language ja, screen 1280x800
start E04.seika.txt
expect deliverable 追加のサービス, 3 deliverables, 1 inputs, 1 syncs, 0 findings

# So small a model is asked nothing, unless somebody asks.
press F8
expect question N01 at 追加のサービス, panel questions, undo steps 0
press Enter
expect bar answer, bar asks 成果物
paste 現行サービス仕様, 開発優先順位, (開発のノウハウ)
press Enter
expect 6 deliverables, 4 inputs, 開発のノウハウ is intangible, undo steps 1
expect relation 現行サービス仕様 -> 追加のサービス, relation 開発優先順位 -> 追加のサービス, relation 開発のノウハウ -> 追加のサービス
expect no question N01
shot asked-first-answer-ja

# What an approval is held against is asked before handing over.
click select ワークショップ向けの問い
click item 納品前の問い
expect question N04 at 承認されたサービス
click button 絞り込み
click select すべての分野
click item 材料・名前
expect text 未回答 1件
shot asked-sifted-ja
press Esc 2 times
press F8
expect question N04 at 承認されたサービス, text 何を基準に
press Enter
expect bar answer
paste (レビュー視点)
press Enter
expect 7 deliverables, 5 inputs, レビュー視点 is intangible, relation レビュー視点 -> 承認されたサービス, undo steps 2
expect model E05-told.seika.txt
click button 絞り込み
press Esc 2 times

# Each answer is one step.
press ctrl+z
expect 6 deliverables
press ctrl+y
expect 7 deliverables, model E05-told.seika.txt

# Who else knows: a name goes to the know-how.
click select 納品前の問い
click item ワークショップ向けの問い
press Esc 2 times
expect within 30s question K12 at 開発のノウハウ
click 開発のノウハウ
keep window
press F12
expect text もし無くなったら, text 止まるもの
shot asked-what-if-ja
press Tab
expect message 仮の話, model as kept
press Esc
expect model as kept
press F4
expect message すり合わせ
click 追加のサービス
press F4
expect text 一緒に決めること, text 承認されたサービス
shot meeting-ja
press Esc

# The same in English, in the dark.
menu 表示 > English
menu View > Theme > Theme: dark
press F8
expect panel questions, text Answer
shot asked-dark-en
click button Explain
expect dialog, text Looks for
shot asked-explain-en
press Esc
expect no dialog
click 追加のサービス
press F4
expect text To be settled together
shot meeting-en
press Esc
click 開発のノウハウ
press F12
expect text What if it were gone?
shot asked-what-if-en
press Esc
click badge of 開発のノウハウ
click button Ask less…
click item Not in this document: K12 Tacit single point
expect message not asked any more
press F8
shot asked-muted-en
click button Muted rules: 1
expect dialog, text hides
shot asked-muted-list-en
press Esc
expect no dialog

-- E05-told.seika.txt --
% E04 new feature as first told (BRIDGE)
顧客の要望リスト #ext, 現行サービス仕様, 開発優先順位, (開発のノウハウ) > 追加のサービス
(レビュー視点) #criteria > 承認されたサービス #goal
追加のサービス = 承認されたサービス
