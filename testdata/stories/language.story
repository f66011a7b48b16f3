# Language and theme change while one works: document, selection and view stay as they are.

given language en
start E10.seika.txt
expect language en, deliverable 注文伝票
click 注文伝票
press F8
keep window
menu View > 日本語
expect language ja, text 問い, model as kept, places as kept, view as kept, selection as kept
menu 表示 > テーマ > テーマ：ライト
point 空席状況
expect light, model as kept, view as kept, selection as kept
shot language-ja-light
menu 表示 > テーマ > テーマ：ダーク
expect dark, model as kept, view as kept, selection as kept
menu 表示 > English
expect language en, text Questions, model as kept, view as kept, selection as kept

# Half a name stays in the bar when the language changes.
press Esc 3 times
click 料理
press F2
expect bar name, bar text 料理
type new
expect bar text 料理new
menu View > 日本語
expect bar name, bar text 料理new
press Enter
expect deliverable 料理new
