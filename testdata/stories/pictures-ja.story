# The pictures of the guide in Japanese; make pictures puts them into docs/pictures.

given language ja, screen 1280x800
start E10.seika.txt
expect deliverable 注文伝票
menu 表示 > テーマ > テーマ：ライト
expect light
click 料理
press F8
press Enter
expect bar answer
shot questions-ja-light
press Esc 3 times
press ctrl+b
press ctrl+e
paste 食材, (仕入れの目利き) > 
shot line-ja-light
press ctrl+a, then press Delete, then press Esc 2 times
expect keyboard canvas
click 会計伝票
expect selected 会計伝票
press Tab
expect bar name
paste 月次の集計, then press Enter
expect deliverable 月次の集計, status 控えあり
press Esc 2 times
kill
start
expect text Seika が終了したとき
shot offered-ja-light
