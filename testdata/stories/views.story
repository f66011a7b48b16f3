# A task view beside what it yields, and the work as it is to be beside how it is; also the pictures of docs/taskview.md.

given language ja, screen 1280x800
write as-is.seika from as-is.seika
start sales.bpmn
menu 表示 > テーマ > テーマ：ライト
expect text 問い
press shift+F4
expect within 20s text タスク視点と成果物視点, text 確定
press alt+n 2 times
shot beside-ja
menu 表示 > English
menu View > Theme > Theme: dark
press alt+f
expect text Shown: what is stated
shot beside-en
press Esc
kill

start to-be.seika
expect deliverable 見積基準
menu Questions > Compare with another state
expect within 20s text Since as-is.seika, text Findings gone: 8
press alt+j
expect text 1 of 
shot changes-en
menu View > 日本語
menu 表示 > テーマ > テーマ：ライト
press alt+j
expect text 消えた指摘
shot changes-ja
