# The pictures of the README and of the guide in English; make pictures puts them into docs/pictures.

given language en, screen 1280x800
start restaurant.seika.txt
expect deliverable order slip
menu View > Theme > Theme: light
expect light
press F8
expect panel questions
shot window-en-light
press Esc 2 times
click dish
press F8
press Enter
expect bar answer
shot questions-en-light
press Esc 3 times
press ctrl+b
press ctrl+e
paste ingredients, (eye for quality) > 
shot line-en-light
press ctrl+a, then press Delete, then press Esc 2 times
expect keyboard canvas
click bill
expect selected bill
press Tab
expect bar name
paste monthly figures, then press Enter
expect deliverable monthly figures, status kept
press Esc 2 times
kill
start
expect text when Seika ended
shot offered-en-light
