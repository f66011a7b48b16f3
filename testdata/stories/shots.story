# The window on an example in Japanese and English, light and dark. Also taken at scale 1.5.

given language ja, screen 1280x800
start E10.seika.txt
expect deliverable 注文伝票
menu 表示 > テーマ > テーマ：ライト
expect light
click 料理
shot e10-ja-light
menu 表示 > テーマ > テーマ：ダーク
expect dark
press F8
shot e10-ja-dark
press Esc 2 times
menu 表示 > English
menu View > Theme > Theme: light
expect light
press ctrl+e
type 3,
shot e10-en-light
press Esc 2 times
menu View > Theme > Theme: dark
expect dark
click 料理
menu Questions > Show properties
expect panel properties
shot e10-en-dark
press ctrl+n
expect 2 windows, start page
shot start-en-dark
menu View > 日本語
menu 表示 > テーマ > テーマ：ライト
shot start-ja-light
