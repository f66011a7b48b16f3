# Handing on: slides, pages and the report of a meeting from one sheet, and a picture for a mail.

start E10.seika.txt
expect 14 deliverables
press ctrl+p
expect dialog
press Down 3 times
expect text Slides
shot hand-on-slides
click button Export…
expect text Folder
press ctrl+a, then type tonight
press Enter
expect slides tonight.pptx, message tonight.pptx

press ctrl+p
expect dialog
click label PDF, the picture (*.pdf)
expect text Paper
click button Export…
expect text Folder
press ctrl+a, then type tonight
press Enter
expect pages tonight.pdf, message tonight.pdf

# What is written goes by the name of the format; a table shows its rows, a report its questions.
press ctrl+p
expect dialog
press Down 15 times
expect text record,id,kind
shot hand-on-table
press Down 3 times
expect text Paper
shot hand-on-report
press Esc
expect no dialog

press ctrl+shift+c
expect text Sentences
press Enter
expect message The picture is copied, picture on the clipboard
expect undo steps 0
