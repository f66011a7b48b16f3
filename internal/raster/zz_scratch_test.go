package raster_test
import ("testing";"context";"image";"image/png";"os";"bytes"
 "seika/internal/diagram";"seika/internal/scene";"seika/internal/raster";"seika/internal/geom";"seika/internal/source";"seika/model/lines";"seika/model";"seika/assets";"seika/internal/layout";"seika/internal/layout/layered")
func TestScratch(t *testing.T){
 for _,name:=range []string{"E05","E09","E10","T10"} {
 b,_:=os.ReadFile("../../testdata/lines/"+name+".seika.txt")
 in,err:=source.Read(context.Background(),name,bytes.NewReader(b),source.Defaults()); if err!=nil{t.Fatal(err)}
 g,err:=lines.Parse(context.Background(),in); if err!=nil{t.Fatal(err)}
 c,err:=diagram.Arrange(context.Background(),g,layered.Engine{},layout.Fresh,nil); if err!=nil{t.Fatal(err)}
 g,_,err=model.Try(g,c); if err!=nil{t.Fatal(err)}
 d:=diagram.Build(g,diagram.Options{})
 var marks []diagram.Mark
 for i,bx:=range d.Boxes { if i<5 {marks=append(marks,diagram.Mark{At:bx.Node.ID,Severity:diagram.Severity(i),Count:i})}}
 d=d.WithMarks(marks)
 for _,th:=range []assets.Theme{assets.Light,assets.Dark}{
 s:=scene.Build(d,scene.Options{Theme:th,Legend:scene.AutoLegend,Numbers:map[model.ID]int{d.Boxes[0].Node.ID:12}})
 r:=s.Bounds.Grow(30)
 img:=image.NewRGBA(image.Rect(0,0,int(r.W()*2),int(r.H()*2)))
 if err:=raster.New().Draw(context.Background(),img,s,raster.View{Origin:geom.Pt(r.Min.X,r.Min.Y),PPU:2},raster.Options{Scale:2});err!=nil{t.Fatal(err)}
 f,_:=os.Create("/tmp/scr/"+name+map[assets.Theme]string{assets.Light:"l",assets.Dark:"d"}[th]+".png"); png.Encode(f,img); f.Close()
 }}
}
