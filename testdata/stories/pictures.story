# The pictures of the README and of the guide; make pictures puts them into docs/pictures.

given language en, screen 1280x800
start E10.seika.txt
expect deliverable 注文伝票
menu View > Theme > Theme: light
expect light
press F8
expect panel questions
shot window-en-light
press Esc 2 times
click 料理
press F8
press Enter
expect bar answer
shot questions-en-light
press Esc 3 times
press ctrl+b
press ctrl+e
paste 食材, (仕入れの目利き) > 
shot line-en-light
press Esc 2 times
menu View > 日本語
press F8
press Enter
expect bar answer
shot questions-ja-light
press Esc 3 times
press ctrl+b
press ctrl+e
shot line-ja-light
